package intake

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

func countNodes(n *html.Node) int {
	sum := 1
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += countNodes(c)
	}
	return sum
}

var piece = rapid.SampledFrom([]string{"<p>", "</p>", "<b>", "</b>", "<i class=a>", "<i class=b>", "</i>", "<font color=1>", "<font color=2>", "<font color=3>", "</font>",
	"<a href=x>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<div>", "</div>", "text", " ", "<nobr>", "<li>", "<ul>", "</ul>", "<h1>", "</h1>", "<button>",
	"<select>", "<option>", "</select>", "<svg>", "</svg>", "<math><mi>", "</math>", "<!-- -->", "<template>", "</template>", "<frameset>", "<br>", "</br>", "<marquee>", "</marquee>"})

// What the parser makes of a page is never much more than was estimated: else a
// short page could fill the memory. A table brings parts that are not written,
// and elements that overlap are parsed into more.
func TestEstimateBoundsTheParser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := strings.Join(rapid.SliceOfN(piece, 1, 200).Draw(t, "page"), "")
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		estimated, _ := estimate(page)
		if made := countNodes(doc); made > 3*estimated+8 {
			t.Fatalf("%d nodes were made where %d were estimated", made, estimated)
		}
	})
}
