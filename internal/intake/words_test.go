package intake_test

import (
	"strings"
	"testing"

	"parley/internal/intake"
)

// Whatever a line is marked up with and stands in, its words come out as they are
// read: none is lost, and no two are joined.
func TestWordsComeOutApart(t *testing.T) {
	lines := map[string][2]string{
		"marks":  {`Said one, <i>two</i> three words <b>four</b> <a href="/x">five six</a> seven.`, "Said one, two three words four five six seven."},
		"breaks": {`Said one two three words<br>four five <i>six</i> seven<br><br><b>eight</b> nine.`, "Said one two three words four five six seven eight nine."},
		"blocks": {`<p>Said one two three words</p>four <i>five</i> six<p>seven <i>eight</i> nine.</p>`, "Said one two three words four five six seven eight nine."},
		"signs":  {`“<em>Said</em> one” (<a href="/x">two</a>), <span>th</span>ree<sup>2</sup> <strong>four</strong>: <code>x</code> <q>five</q> <abbr>six</abbr> <time>12</time>.`, "“Said one” (two), three2 four: x five six 12."},
		"links":  {`Said <a href="/x">one two three words of a link that is long</a>, he <i>added</i> four.`, "Said one two three words of a link that is long, he added four."},
		"عربي":   {`قال <b>السفير</b> إن <a href="/x">الباب</a> مفتوح<br>للحوار <i>مع</i> كييف.`, "قال السفير إن الباب مفتوح للحوار مع كييف."},
	}
	for _, frame := range []string{"%", "<p>%</p>", "<div>%</div>", "<section><h2>Head of it</h2>%</section>", "<h2>Head of it</h2>%", "<table><tr><td>%</td></tr></table>",
		"<ul><li>%</li></ul>", "<blockquote>%</blockquote>", "<dl><dt>Term</dt><dd>%</dd></dl>", "<font>%</font>", "<span>%</span>", "<center>%</center>", "<div><div>%</div></div>"} {
		for name, line := range lines {
			page := "<html><body><article><h1>A title</h1>" + clauses + strings.Replace(frame, "%", line[0], 1) + clauses + "</article></body></html>"
			r, err := intake.Read(intake.Document{MediaType: intake.HTML, Body: []byte(page)})
			if err != nil || !strings.Contains(spaced(r.Text), spaced(line[1])) {
				t.Errorf("%s in %s: %v\n%s", name, frame, err, r.Text)
			}
		}
	}
}

// What a page does not show is not of its article.
func TestHiddenWords(t *testing.T) {
	page := "<html><body style='display: none'><article>" + clauses + `<p hidden>Hidden words.</p><p class="x" style="color:red; Display: none">Hidden words.</p><div hidden="until-found">` + clauses + "</div></article></body></html>"
	r, err := intake.Read(intake.Document{MediaType: intake.HTML, Body: []byte(page)})
	if err != nil || strings.Contains(r.Text, "Hidden") || strings.Count(r.Text, "Some words") != 2 {
		t.Errorf("%v: %s", err, r.Text)
	}
}
