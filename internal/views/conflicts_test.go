package views

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// sentencesOf gives the findings of one kind about some positions as told on 2026-03-31.
func sentencesOf(kind string, list ...ledger.Position) []string {
	out := []string{}
	for _, c := range recordOf("2026-03-31", edtf.Certain, nil, list...).Conflicts([]string{kind}).Conflicts {
		out = append(out, c.Sentence)
	}
	return out
}

func wantSentences(t *testing.T, name string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestThinSupport(t *testing.T) {
	told := "what Україна stated (2026-01-22, “заява 1”)"
	for name, c := range map[string]struct {
		kind     string
		evidence []func(*ledger.Position)
		want     []string
	}{
		"disputed": {ConflictDisputed, with(toldIn(1), toldIn(2, related("disputes")), toldIn(3, related("disputes"))),
			[]string{"Evidence disputes " + told + ": 2 passages in 2 articles."}},
		"context does not dispute":    {ConflictDisputed, with(toldIn(1), toldIn(2, related("context"))), nil},
		"a lost dispute":              {ConflictDisputed, with(toldIn(2, related("disputes"), inState("orphaned"))), nil},
		"anonymous":                   {ConflictAnonymousOnly, with(toldIn(1, attributed("anonymous"))), []string{"Only anonymous sources support " + told + ": 1 passage in 1 article."}},
		"a name beside":               {ConflictAnonymousOnly, with(toldIn(1, attributed("anonymous")), toldIn(2, attributed("named"))), nil},
		"a name among what is lost":   {ConflictAnonymousOnly, with(toldIn(1, attributed("anonymous")), toldIn(2, attributed("named"), inState("orphaned"))), []string{"Only anonymous sources support " + told + ": 1 passage in 1 article."}},
		"not judged":                  {ConflictAnonymousOnly, with(toldIn(1, attributed("anonymous")), toldIn(2)), nil},
		"no support is not anonymous": {ConflictAnonymousOnly, with(toldIn(1, related("disputes"), attributed("anonymous"))), nil},
		"one origin": {ConflictSingleOrigin, with(toldIn(1, sourced("Axios")), toldIn(2, sourced("Axios"))),
			[]string{"One independent origin supports " + told + ": 2 passages in 2 articles."}},
		"two origins": {ConflictSingleOrigin, with(toldIn(1), toldIn(2)), nil},
		"no origin":   {ConflictSingleOrigin, with(toldIn(1, inState("orphaned"))), nil},
		"orphaned": {ConflictOrphaned, with(toldIn(1, inState("orphaned")), toldIn(2, inState("ambiguous")), toldIn(3)),
			[]string{"The newest revision no longer has all that is written about " + told + ": 1 of 3 supporting passages, in 1 article."}},
		"both sides orphaned": {ConflictOrphaned, with(toldIn(1, inState("orphaned")), toldIn(2, inState("orphaned")), toldIn(2, related("disputes"), inState("orphaned")), toldIn(3, related("disputes"))),
			[]string{"The newest revision no longer has all that is written about " + told + ": 2 of 2 supporting passages and 1 of 2 disputing passages, in 2 articles."}},
		"an orphaned dispute is not lost from sight": {ConflictOrphaned, with(toldIn(1, inState("orphaned"), related("disputes"))),
			[]string{"The newest revision no longer has all that is written about " + told + ": 1 of 1 disputing passage, in 1 article."}},
		"orphaned context": {ConflictOrphaned, with(toldIn(1, inState("orphaned"), related("context"))), nil},
		"ambiguous": {ConflictAmbiguous, with(toldIn(1, inState("orphaned")), toldIn(2, inState("ambiguous"))),
			[]string{"The newest revision has in several places what is written about " + told + ": 1 of 2 supporting passages, in 1 article."}},
		"moved": {ConflictAmbiguous, with(toldIn(1, inState("moved"))), nil},
		"all lost": {ConflictUnsupported, with(toldIn(1, inState("orphaned")), toldIn(2, inState("ambiguous")), toldIn(3, related("disputes")), toldIn(4, related("context"))),
			[]string{"No passage supports any more " + told + ": 2 were lost."}},
		"the only one lost":             {ConflictUnsupported, with(toldIn(1, inState("orphaned"))), []string{"No passage supports any more " + told + ": 1 was lost."}},
		"all retracted":                 {ConflictUnsupported, with(toldIn(3, related("disputes"))), []string{"No passage supports any more " + told + ": no evidence for it is in force."}},
		"one is left":                   {ConflictUnsupported, with(toldIn(1, inState("orphaned")), toldIn(2)), nil},
		"what has moved still supports": {ConflictUnsupported, with(toldIn(1, inState("moved"))), nil},
	} {
		wantSentences(t, name, sentencesOf(c.kind, spoke(1, "2026-01-22", c.evidence...)), c.want...)
	}
}

func with(f ...func(*ledger.Position)) []func(*ledger.Position) { return f }

func TestConflictNamesWhatItIsAbout(t *testing.T) {
	m := recordOf("2026-03-31", edtf.Certain, nil, spoke(1, "2026-01-22", toldIn(2), toldIn(1), toldIn(1, related("disputes")),
		toldIn(1, related("disputes"), func(e *ledger.Evidence) { e.ID = evidenceID(1, 50) })))
	got := m.Conflicts([]string{ConflictDisputed}).Conflicts[0]
	if got.Rule != "evidence-disputes" || got.Issue.ID != withdrawal.ID || got.Party.Name != "Україна" || got.Positions[0].ID != positionID(1) ||
		got.Evidence[0] != evidenceID(1, 1) || got.Passages[0] != fixtureID('s', 1) || got.Articles[0].ID != articleID(1) ||
		len(got.Positions) != 1 || len(got.Evidence) != 2 || len(got.Passages) != 1 || len(got.Articles) != 1 {
		t.Errorf("%+v", got)
	}
}

var allKinds = []string{ConflictDates, ConflictStances, ConflictDisputed, ConflictUnsupported, ConflictAnonymousOnly,
	ConflictSecondHand, ConflictOrphaned, ConflictAmbiguous, ConflictSingleOrigin}

// Kinds come in their order and positions in theirs; asking for some kinds gives
// what asking for all gives of them.
func TestConflictsAreOrderedAndFiltered(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyFurnished(r)
		all := m.Conflicts(nil).Conflicts
		sorted := slices.IsSortedFunc(all, func(a, b ConflictItem) int {
			return cmp.Or(cmp.Compare(slices.Index(allKinds, a.Kind), slices.Index(allKinds, b.Kind)),
				byStated(m.position(a.Positions[0].ID), m.position(b.Positions[0].ID)))
		})
		if !sorted {
			r.Fatal("not in order")
		}
		kinds := rapid.SliceOfNDistinct(rapid.SampledFrom(allKinds), 1, 3, rapid.ID).Draw(r, "kinds")
		want := slices.DeleteFunc(slices.Clone(all), func(c ConflictItem) bool { return !slices.Contains(kinds, c.Kind) })
		if got := m.Conflicts(kinds).Conflicts; asJSON(r, got) != asJSON(r, append([]ConflictItem{}, want...)) {
			r.Fatalf("%v gives %s", kinds, asJSON(r, got))
		}
	})
}

// position finds a position by id.
func (m *Material) position(id [16]byte) *ledger.Position {
	return &m.Positions[slices.IndexFunc(m.Positions, func(p ledger.Position) bool { return p.ID == id })]
}

func TestOnlyWhatWasStatedConflicts(t *testing.T) {
	m := recordOf("2026-01-21", edtf.Certain, nil, spoke(1, "2026-01-22", toldIn(1)))
	if got := m.Conflicts(nil).Conflicts; len(got) != 0 {
		t.Errorf("%+v", got)
	}
	m.AsOf++
	if got := m.Conflicts(nil).Conflicts; len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
