package picture

import (
	"fmt"
	"strings"
)

// style is the style sheet of every picture. It is put together from the palette
// so that no colour is named twice and a test can compute the contrasts.
var style = buildStyle()

func buildStyle() string {
	var b strings.Builder
	fmt.Fprintf(&b, ".parley{color-scheme:light dark;%s}\n", properties(func(c colour) string { return c.light }))
	fmt.Fprintf(&b, "@media (prefers-color-scheme:dark){.parley{%s}}\n", properties(func(c colour) string { return c.dark }))
	b.WriteString(".parley text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;unicode-bidi:plaintext;white-space:pre}\n")
	for _, f := range fonts {
		fmt.Fprintf(&b, ".parley .%s{font-size:%dpx;font-weight:%d;%s}\n", f.class, f.size, weight(f), paint("fill", f.ink))
	}
	for _, s := range stances {
		fmt.Fprintf(&b, ".parley .%[1]s .sign{%[2]s}.parley .%[1]s .frame{%[3]s%[4]s}\n", s.class, paint("fill", s.class), paint("fill", s.class+"-tint"), paint("stroke", s.class))
	}
	for _, r := range rules {
		b.WriteString(".parley " + r + "\n")
	}
	return b.String()
}

// rules are what is left: grounds, lines, and what a pointer or the keyboard is on.
var rules = []string{
	".page{" + paint("fill", "page") + "}",
	".band{" + paint("fill", "band") + "}",
	".rule{fill:none;" + paint("stroke", "rule") + "}",
	".now{fill:none;stroke-width:2;stroke-dasharray:6 3;" + paint("stroke", "now") + "}",
	".now-text{font-weight:700;" + paint("fill", "now") + "}",
	".blank{fill:none;stroke-dasharray:3 4;" + paint("stroke", "blank") + "}",
	".ended{" + paint("fill", "band") + paint("stroke", "blank") + "}",
	".maybe{stroke-dasharray:9 4;" + paint("fill", "band") + paint("stroke", "now") + "}",
	".effect{" + paint("fill", "muted") + "}",
	".frame{stroke-width:1}",
	".standing{stroke-width:3}",
	".past{stroke-width:1}",
	".imprecise{stroke-dasharray:4 3}",
	"a{text-decoration:none}",
	"a:hover text,.parley a:focus text{text-decoration:underline}",
	"a:focus{outline:none}",
	"a:focus .frame{stroke-width:4}",
}

func weight(f font) int {
	if f.bold {
		return 700
	}
	return 400
}

func properties(of func(colour) string) string {
	var b strings.Builder
	for _, c := range palette {
		b.WriteString("--" + c.name + ":" + of(c) + ";")
	}
	return b.String()
}

// paint sets a colour twice, for programs that print or convert pictures and
// skip a declaration with a custom property.
func paint(property, name string) string {
	return property + ":" + value(name) + ";" + property + ":var(--" + name + ");"
}
