package suggest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"parley/internal/edtf"
	"parley/internal/material"
	"parley/internal/naming"
	"parley/internal/suggest"
)

// judged is a statement as a person found it, in code points of its text. Who is
// the recorded source that must be certain, empty where none may be.
type judged struct {
	Start, End  int
	Kind        suggest.Kind
	Who         string
	Attribution string
	Act         string
	Stated      string
	Quotation   suggest.Quotation
}

// judgedText is a text with all statements that a person found in it.
type judgedText struct {
	Name, Published, Text string
	Statements            []judged
}

// tally counts what was suggested against what a person found.
type tally struct {
	judged, suggested, right                       int
	kind, who, attribution, act, stated, quotation int
}

// String gives precision and recall as counts, then how often each member is right
// among the statements that were found.
func (t tally) String() string {
	return fmt.Sprintf("%d of %d right, %d of %d found; quotation %d, kind %d, source %d, attribution %d, act %d, stated %d",
		t.right, t.suggested, t.right, t.judged, t.quotation, t.kind, t.who, t.attribution, t.act, t.stated)
}

// count holds the suggestions of a text against a person's. A suggestion is right
// if at least half of it lies in a statement that no other was held against.
func (t *tally) count(tb testing.TB, j judgedText, names *naming.Names, slugs []string) {
	tb.Helper()
	taken := map[int]bool{}
	t.judged += len(j.Statements)
	published, _ := edtf.Parse(j.Published)
	for s := range suggest.Statements(suggest.Article{Text: j.Text, Published: published}, names) {
		t.suggested++
		n := slices.IndexFunc(j.Statements, func(w judged) bool {
			common := min(w.End, s.Passage.End) - max(w.Start, s.Passage.Start)
			return 2*common >= s.Passage.End-s.Passage.Start && !taken[w.Start]
		})
		if n < 0 {
			tb.Logf("%s: wrong: %s", j.Name, s.Passage.Exact)
			continue
		}
		taken[j.Statements[n].Start] = true
		t.right++
		t.members(tb, j, j.Statements[n], s, slugs)
	}
	for _, w := range j.Statements {
		if !taken[w.Start] {
			tb.Logf("%s: missed: %s", j.Name, string([]rune(j.Text)[w.Start:w.End]))
		}
	}
}

func (t *tally) members(tb testing.TB, j judgedText, w judged, s suggest.Statement, slugs []string) {
	g := judged{Start: w.Start, End: w.End, Kind: s.Source.Kind, Attribution: s.Attribution, Quotation: s.Quotation}
	if s.Source.Certain {
		g.Who = slugs[s.Source.Matches[0].Holder]
	}
	if s.Cue != nil {
		g.Act = s.Cue.Act
	}
	for _, d := range s.Dates {
		if d.OfStatement {
			g.Stated = d.EDTF.String()
		}
	}
	for _, m := range []struct {
		count *int
		same  bool
	}{{&t.kind, g.Kind == w.Kind}, {&t.who, g.Who == w.Who}, {&t.attribution, g.Attribution == w.Attribution},
		{&t.act, g.Act == w.Act}, {&t.stated, g.Stated == w.Stated}, {&t.quotation, g.Quotation == w.Quotation}} {
		if m.same {
			*m.count++
		}
	}
	if g != w {
		tb.Logf("%s: %s\n  got  %+v\n  want %+v", j.Name, s.Passage.Exact, g, w)
	}
}

// holders are parties with their names.
type holders []struct {
	Slug   string
	Names  []string
	Person bool
}

func (h holders) names() (*naming.Names, []string) {
	var list []naming.Name
	var slugs []string
	for i, p := range h {
		slugs = append(slugs, p.Slug)
		for _, name := range p.Names {
			list = append(list, naming.Name{Holder: i, Text: name, Person: p.Person})
		}
	}
	return naming.New(list), slugs
}

func read(t *testing.T, file string, into any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Our own paragraphs, some of them harder than the rules can read. The figures are
// those of docs/suggestions.md.
func TestGold(t *testing.T) {
	var gold struct {
		Parties    holders
		Paragraphs []judgedText
	}
	read(t, "testdata/gold.json", &gold)
	names, slugs := gold.Parties.names()
	var found tally
	for _, p := range gold.Paragraphs {
		found.count(t, p, names, slugs)
	}
	measured(t, found, "47 of 47 right, 47 of 57 found; quotation 47, kind 47, source 47, attribution 46, act 47, stated 46")
}

// The articles of the corpus, judged by us sentence by sentence: testdata has the
// places, the articles are not ours to copy.
func TestCorpus(t *testing.T) {
	var set struct {
		Parties holders
		Texts   []judgedText
	}
	read(t, "testdata/corpus.json", &set)
	names, slugs := set.Parties.names()
	var found tally
	for _, j := range set.Texts {
		j.Text = string(material.Read(t, "corpus/"+j.Name))
		found.count(t, j, names, slugs)
	}
	measured(t, found, "89 of 92 right, 89 of 94 found; quotation 89, kind 89, source 89, attribution 89, act 89, stated 89")
}

// Press releases that were chosen by number and judged before the rules saw them.
func TestReleases(t *testing.T) {
	var texts []judgedText
	read(t, "testdata/releases.json", &texts)
	names, slugs := holders{}.names()
	var found tally
	for line, raw := range releases(t) {
		for _, j := range texts {
			if j.Name != fmt.Sprint(line+1) {
				continue
			}
			var v struct{ Text, Published string }
			if err := json.Unmarshal(raw, &v); err != nil {
				t.Fatal(err)
			}
			j.Text, j.Published = v.Text, v.Published[:len("2026-01-22")]
			found.count(t, j, names, slugs)
		}
	}
	measured(t, found, "20 of 21 right, 20 of 23 found; quotation 20, kind 18, source 20, attribution 19, act 20, stated 19")
}

func releases(t *testing.T) [][]byte {
	t.Helper()
	return slices.Collect(bytes.Lines(material.Read(t, "data/press_releases.jsonl.gz")))
}

// measured holds the figures against those that are written down.
func measured(t *testing.T, found tally, want string) {
	t.Helper()
	if found.String() != want {
		t.Errorf("measured %q, written down %q; if it is better, write it down here and in docs/suggestions.md", found, want)
	}
}
