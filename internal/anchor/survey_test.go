package anchor

import (
	"fmt"
	"strings"
	"testing"
)

func TestSurvey(t *testing.T) {
	const door, other = "The door stays open.", "The door stayed open for an hour."
	tests := []struct {
		name, text string
		quote      Quote
		// each candidate as kind, ! where the context fits, and where it starts
		want  string
		total int
	}{
		{"one place", door + " Rain.", Quote{Exact: door}, "exact! 0", 1},
		{"exact before folded", "“no” and \"no\"", Quote{Exact: `"no"`}, "exact! 9, folded! 0", 2},
		{"two places", door + " " + door, Quote{Exact: door}, "exact! 0, exact! 21", 2},
		{"the one that fits first", "Kyiv: no. Oslo: no.", Quote{Exact: "no", Prefix: "Oslo: "}, "exact! 16, exact 6", 2},
		{"folded that fits before exact", "Kyiv: \"no\". Oslo: “no”.", Quote{Exact: `"no"`, Prefix: "Oslo: "}, "folded! 18, exact 6", 2},
		{"none fits, the nearer context first", "Kyiv: no. Ottawa: no.", Quote{Exact: "no", Prefix: "Otawa: "}, "exact 18, exact 6", 2},
		{"approximate", "Rain. " + other + " Snow.", Quote{Exact: "The door stays open for an hour."}, "approximate! 6", 1},
		{"exact and approximate", other + " Rain. " + door, Quote{Exact: door}, "exact! 40, approximate! 0", 2},
		{"blanks at the ends are no place of their own", "so  no  end", Quote{Exact: " no "}, "exact! 3", 1},
		{"nothing alike", "Rain.", Quote{Exact: "停火"}, "", 0},
		{"more than are listed", strings.Repeat("no ", 300), Quote{Exact: "no", Suffix: "."}, "", 300},
		{"the one that fits is beyond those compared", strings.Repeat("no ", 300) + "no!", Quote{Exact: "no", Suffix: "!"}, "", 301},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := newText(t, tt.text)
			list, total := checkSurvey(t, text, tt.quote)
			if total != tt.total {
				t.Errorf("total %d, want %d", total, tt.total)
			}
			if got := written(list); tt.want != "" && got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func written(list []Candidate) string {
	parts := make([]string, len(list))
	for i, c := range list {
		fits := ""
		if c.Fits {
			fits = "!"
		}
		parts[i] = fmt.Sprintf("%s%s %d", c.Kind, fits, c.Start)
	}
	return strings.Join(parts, ", ")
}

func TestSurveyMargins(t *testing.T) {
	text := newText(t, "Kyiv said so. Oslo said so. Rain fell all day long.")
	list, _ := checkSurvey(t, text, Quote{Exact: "said so"})
	if *list[0].Margin != 0 || *list[1].Margin != 0 {
		t.Errorf("equals have the margins %v and %v", *list[0].Margin, *list[1].Margin)
	}
	list, _ = checkSurvey(t, text, Quote{Exact: "said so", Prefix: "Oslo "})
	if *list[0].Margin <= 0 || *list[1].Margin != -*list[0].Margin || list[0].Start != 19 {
		t.Errorf("with a prefix %+v", list)
	}
	if list, _ = checkSurvey(t, text, Quote{Exact: "Rain fell"}); list[0].Margin != nil {
		t.Errorf("the only place has the margin %v", *list[0].Margin)
	}
}

// checkSurvey states what holds for every survey.
func checkSurvey(t failer, text *Text, q Quote) ([]Candidate, int) {
	t.Helper()
	hit, want := text.Locate(q)
	list, total, err := text.Survey(q)
	if fmt.Sprint(err) != fmt.Sprint(want) {
		t.Fatalf("Survey says %v, Locate %v", err, want)
	}
	if len(list) != min(total, maxCandidates) {
		t.Fatalf("%d candidates of %d", len(list), total)
	}
	if err == nil && (len(list) == 0 || list[0].Hit != hit || !list[0].Fits) {
		t.Fatalf("Locate gives %+v, the first of %+v", hit, list)
	}
	seen := map[Span]bool{}
	for i, c := range list {
		checkCandidate(t, text, q, c)
		if seen[c.Span] || i > 0 && list[i-1].precedence() > c.precedence() {
			t.Fatalf("%+v is twice there or in the wrong place", c)
		}
		seen[c.Span] = true
	}
	return list, total
}

func checkCandidate(t failer, text *Text, q Quote, c Candidate) {
	t.Helper()
	checkHit(t, text, c.Hit)
	if at, err := text.At(c.Span); err != nil || at.Exact != c.Exact {
		t.Fatalf("%+v is no passage: %v", c, err)
	}
	same := foldQuote(c.Exact) == foldQuote(q.Exact)
	if c.Score < 0 || c.Score > 1 || (c.Kind == Exact) != (c.Exact == q.Exact) || c.Kind == Exact && c.Score != 1 || c.Kind == Folded && !same {
		t.Fatalf("%q is %+v", q.Exact, c)
	}
}
