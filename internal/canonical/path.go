package canonical

import (
	"net/url"
	"slices"
	"strings"
)

// path is empty, or parts that each begin with a slash.
func path(u *url.URL) string { return joined(withoutAMP(cleaned(u))) }

// cleaned gives the parts of a path as the bytes they stand for.
func cleaned(u *url.URL) []string {
	var parts []string
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		switch part = unescape(part); part {
		case "", ".":
		case "..":
			parts = parts[:max(len(parts)-1, 0)]
		default:
			parts = append(parts, part)
		}
	}
	return parts
}

func joined(parts []string) string {
	var b strings.Builder
	for _, part := range parts {
		b.WriteString("/" + escape(part))
	}
	return b.String()
}

// withoutAMP takes what marks the AMP form of a document out of its path, until
// nothing does. A part amp that stands alone names a document.
func withoutAMP(parts []string) []string {
	for {
		last := len(parts) - 1
		switch {
		case last < 0:
			return parts
		case last > 0 && isAMPName(parts[last]):
			parts = parts[:last]
		case last > 0 && isAMPName(parts[0]):
			parts = parts[1:]
		default:
			plain := withoutEnding(parts[last])
			if plain == parts[last] {
				return parts
			}
			parts = append(slices.Clone(parts[:last]), plain)
		}
	}
}

func isAMPName(part string) bool { return part == "amp" || part == "amp.html" }

func withoutEnding(name string) string {
	for _, ending := range []string{".amp.html", ".amp"} {
		stem, found := strings.CutSuffix(name, ending)
		if found && strings.Trim(stem, ".") != "" { // . and .. are no names
			return stem + strings.TrimPrefix(ending, ".amp")
		}
	}
	return name
}

func unescape(part string) string {
	if raw, err := url.PathUnescape(part); err == nil {
		return raw
	}
	return part
}
