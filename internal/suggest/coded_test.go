package suggest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/edtf"
	"parley/internal/material"
	"parley/internal/naming"
	"parley/internal/suggest"
)

// coding is what an analyst coded of the corpus, before there were suggestions.
type coding struct {
	Parties []struct {
		Slug, Kind, Name string
		Aliases          []struct{ Name string }
	}
	Issues []struct{ Slug, Question string }

	Articles []struct {
		Slug string
		File string `json:"text_file"`
	}
	Positions []struct {
		Issue, Act string
		Evidence   []codedEvidence
	}
}

type codedEvidence struct {
	Article      string
	Quote        struct{ Start, End string }
	Attribution  string
	AttributedTo string `json:"attributed_to"`
	ReportedDate string `json:"reported_date"`
	Quotation    string
}

// published are the days of the manifest.
var published = map[string]string{"rewrite": "2026-01", "agency": "2026-01-22", "unn": "2026-01-21", "bloomberg": "2026-01-23", "territory-focus": "2026-01-22"}

// Against what an analyst coded of the corpus: how many of the coded passages a
// suggestion finds, and how often it then says the same of them.
func TestCoded(t *testing.T) {
	var c coding
	read(t, "../bundle/testdata/corpus.json", &c)
	found, slugs := c.suggestions(t)
	var questions, states []string
	for _, i := range c.Issues {
		questions = append(questions, i.Question+"\n"+strings.ReplaceAll(i.Slug, "-", " "))
	}
	for _, p := range c.Parties {
		if p.Kind == "state" {
			states = append(states, p.Name)
		}
	}
	issues := suggest.NewIssues(questions, states...)
	var n struct{ coded, found, attribution, source, open, date, dated, act, hinted, first, among int }
	for _, p := range c.Positions {
		for _, e := range p.Evidence {
			n.coded++
			s, ok := covering(t, c, found[e.Article], e)
			if !ok {
				t.Logf("not found: %s, %s … %s", e.Article, e.Quote.Start, e.Quote.End)
				continue
			}
			n.found++
			count(&n.attribution, s.Attribution == e.Attribution)
			who := ""
			if s.Source.Certain && s.Attribution != "unattributed" {
				who = slugs[s.Source.Matches[0].Holder]
			}
			count(&n.source, who == e.AttributedTo && who != "")
			count(&n.open, who == "" && e.AttributedTo != "")
			for _, d := range s.Dates {
				if d.OfStatement {
					n.dated++
					count(&n.date, d.EDTF.String() == e.ReportedDate)
				}
			}
			if s.Cue != nil && s.Cue.Act != "" {
				n.hinted++
				count(&n.act, s.Cue.Act == p.Act)
			}
			list := issues.In(s.Passage.Exact)
			at := slices.IndexFunc(list, func(m suggest.IssueMatch) bool { return c.Issues[m.Issue].Slug == p.Issue })
			count(&n.first, at == 0)
			count(&n.among, at >= 0)
		}
	}
	got := fmt.Sprintf("%d of %d coded passages found; attribution as coded in %d; source as coded in %d, left open in %d; %d of %d dates as coded; "+
		"%d of %d acts as coded; coded issue first in %d, among those suggested in %d",
		n.found, n.coded, n.attribution, n.source, n.open, n.date, n.dated, n.act, n.hinted, n.first, n.among)
	if want := "39 of 45 coded passages found; attribution as coded in 27; source as coded in 16, left open in 13; 9 of 10 dates as coded; " +
		"10 of 10 acts as coded; coded issue first in 11, among those suggested in 13"; got != want {
		t.Errorf("measured %q, written down %q; docs/suggestions.md has it too", got, want)
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// suggestions reads the articles of the corpus, by slug.
func (c coding) suggestions(t *testing.T) (map[string][]suggest.Statement, []string) {
	var list []naming.Name
	var slugs []string
	for i, p := range c.Parties {
		slugs = append(slugs, p.Slug)
		list = append(list, naming.Name{Holder: i, Text: p.Name, Person: p.Kind == "person"})
		for _, a := range p.Aliases {
			list = append(list, naming.Name{Holder: i, Text: a.Name, Person: p.Kind == "person"})
		}
	}
	names := naming.New(list)
	found := map[string][]suggest.Statement{}
	for _, a := range c.Articles {
		article := suggest.Article{Text: c.text(t, a.Slug), Published: edtf.MustParse(published[a.Slug])}
		found[a.Slug] = slices.Collect(suggest.Statements(article, names))
	}
	return found, slugs
}

func (c coding) text(t *testing.T, slug string) string {
	t.Helper()
	for _, a := range c.Articles {
		if a.Slug == slug {
			return string(material.Read(t, "corpus/"+a.File))
		}
	}
	t.Fatalf("no article %s", slug)
	return ""
}

// covering finds the suggestion that has most of a coded passage, if any has half
// of the shorter of the two.
func covering(t *testing.T, c coding, list []suggest.Statement, e codedEvidence) (best suggest.Statement, found bool) {
	t.Helper()
	text := c.text(t, e.Article)
	at := strings.Index(text, e.Quote.Start)
	end := at + strings.Index(text[at:], e.Quote.End) + len(e.Quote.End)
	start, stop := utf8.RuneCountInString(text[:at]), utf8.RuneCountInString(text[:end])
	most := 0
	for _, s := range list {
		common := min(stop, s.Passage.End) - max(start, s.Passage.Start)
		if 2*common >= min(stop-start, s.Passage.End-s.Passage.Start) && common > most {
			best, most = s, common
		}
	}
	return best, most > 0
}
