package views

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

var allDuplicates = []string{DuplicatesNone, DuplicatesArticle, DuplicatesDay, DuplicatesWeek, DuplicatesMonth, DuplicatesRange}

// edgesInShort writes the edges of a network: kind, weight, number of concepts and positions.
func edgesInShort(v Network) string {
	var out []string
	for _, e := range v.Edges {
		out = append(out, fmt.Sprintf("%s %d on %d by %d", e.Kind, e.Weight, len(e.Concepts), len(e.Positions)))
	}
	return strings.Join(out, "; ")
}

func networkOf(duplicates string, match edtf.Match, list ...ledger.Position) Network {
	return recordOf("2026-12-31", match, nil, list...).Network(dayOf("2026-01-01"), dayOf("2026-02-28"), duplicates)
}

func TestAgreementAndConflict(t *testing.T) {
	theirs := withParty(muscat)
	for name, c := range map[string]struct {
		list []ledger.Position
		want string
	}{
		"both for":                {spoken(spoke(1, first, yes), spoke(2, first, yes, theirs)), "agreement 1 on 1 by 2"},
		"conditions count as for": {spoken(spoke(1, first, yes), spoke(2, first, maybe, theirs)), "agreement 1 on 1 by 2"},
		"red lines as against":    {spoken(spoke(1, first, no), spoke(2, first, withStance("red_line"), theirs)), "agreement 1 on 1 by 2"},
		"for and against":         {spoken(spoke(1, first, yes), spoke(2, first, no, theirs)), "conflict 1 on 1 by 2"},
		"against and for":         {spoken(spoke(1, first, no), spoke(2, first, yes, theirs)), "conflict 1 on 1 by 2"},
		"neutral links nobody":    {spoken(spoke(1, first, unsure), spoke(2, first, unsure, theirs)), ""},
		"undecided neither":       {spoken(spoke(1, first, withStance("undecided")), spoke(2, first, yes, theirs)), ""},
		"the smaller count":       {spoken(spoke(1, first, yes), spoke(2, first, yes), spoke(3, first, yes, theirs)), "agreement 1 on 1 by 3"},
		"for and against at once": {spoken(spoke(1, first, yes), spoke(2, first, no), spoke(3, first, yes, theirs), spoke(4, first, no, theirs)),
			"agreement 2 on 1 by 4; conflict 2 on 1 by 4"},
		"two concepts": {spoken(spoke(1, first, yes), spoke(2, first, no, withProposal(1)), spoke(3, first, yes, theirs), spoke(4, first, no, theirs, withProposal(1))),
			"agreement 2 on 2 by 4"},
		"different proposals":   {spoken(spoke(1, first, yes, withProposal(1)), spoke(2, first, yes, theirs, withProposal(2))), ""},
		"different issues":      {spoken(spoke(1, first, yes), spoke(2, first, yes, theirs, withIssue(ceasefire))), ""},
		"before the window":     {spoken(spoke(1, "2025-12-31", yes), spoke(2, first, yes, theirs)), ""},
		"after the window":      {spoken(spoke(1, "2026-03-01", yes), spoke(2, first, yes, theirs)), ""},
		"partly in the window":  {spoken(spoke(1, "2026", yes), spoke(2, first, yes, theirs)), ""},
		"the window's own days": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-02-28", yes, theirs)), "agreement 1 on 1 by 2"},
	} {
		if got := edgesInShort(networkOf(DuplicatesNone, edtf.Certain, c.list...)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := edgesInShort(networkOf(DuplicatesNone, edtf.Possible, spoke(1, "2026", yes), spoke(2, first, yes, theirs))); got != "agreement 1 on 1 by 2" {
		t.Errorf("possibly in the window: %q", got)
	}
}

func TestEdgeNamesItsConcepts(t *testing.T) {
	theirs := withParty(muscat)
	v := networkOf(DuplicatesNone, edtf.Certain, spoke(1, first, yes, withProposal(2)), spoke(2, first, yes, theirs, withProposal(2)),
		spoke(3, first, no), spoke(4, first, no, theirs), spoke(5, first, no, theirs, withIssue(ceasefire)), spoke(6, first, no, withIssue(ceasefire)))
	want := []Concept{{Issue: withdrawal.ID, Weight: 1}, {Issue: withdrawal.ID, Proposal: new(fixtureID('o', 2)), Weight: 1}, {Issue: ceasefire.ID, Weight: 1}}
	e := v.Edges[0]
	if len(v.Edges) != 1 || asJSON(t, e.Concepts) != asJSON(t, want) || e.A != muscat.ID || e.B != kyiv.ID || e.Rule != "min-count" || e.Weight != 3 {
		t.Errorf("%s", asJSON(t, v.Edges))
	}
	if v.Nodes[0].ID != muscat.ID || v.Nodes[0].Statements != 3 || v.Nodes[1].Statements != 3 {
		t.Errorf("%+v", v.Nodes)
	}
}

// One party says yes in the given ways; what is left of it is counted.
func TestDuplicates(t *testing.T) {
	again := func(n int, stated string, more ...func(*ledger.Position)) ledger.Position {
		return spoke(n, stated, append(more, yes)...)
	}
	for name, c := range map[string]struct {
		list []ledger.Position
		want [6]int // none, article, day, week, month, range
	}{
		"nothing":                      {nil, [6]int{}},
		"without evidence":             {spoken(again(1, first), again(2, first)), [6]int{2, 2, 1, 1, 1, 1}},
		"only with lost evidence":      {spoken(again(1, first, toldIn(1, inState("orphaned")), toldIn(2, inState("orphaned")))), [6]int{1, 1, 1, 1, 1, 1}},
		"two articles":                 {spoken(again(1, first, toldIn(1), toldIn(2))), [6]int{2, 2, 1, 1, 1, 1}},
		"one passage twice":            {spoken(again(1, first, toldIn(1), toldIn(1))), [6]int{1, 1, 1, 1, 1, 1}},
		"one article, two positions":   {spoken(again(1, first, toldIn(1)), again(2, next, toldIn(1))), [6]int{2, 1, 2, 2, 2, 1}},
		"two days of a week":           {spoken(again(1, "2026-01-05"), again(2, "2026-01-11")), [6]int{2, 2, 2, 1, 1, 1}},
		"two weeks":                    {spoken(again(1, "2026-01-11"), again(2, "2026-01-12")), [6]int{2, 2, 2, 2, 1, 1}},
		"a week over two months":       {spoken(again(1, "2026-01-31"), again(2, "2026-02-01")), [6]int{2, 2, 2, 1, 2, 1}},
		"a week over two years":        {spoken(again(1, "2025-12-29"), again(2, "2026-01-04")), [6]int{2, 2, 2, 1, 2, 1}},
		"the same month of two years":  {spoken(again(1, "2025-01-06"), again(2, "2026-01-06")), [6]int{2, 2, 2, 2, 2, 1}},
		"the first day decides":        {spoken(again(1, "2026-01"), again(2, "2026-01-01")), [6]int{2, 2, 1, 1, 1, 1}},
		"for and against keep apart":   {spoken(again(1, first), spoke(2, first, no)), [6]int{2, 2, 2, 2, 2, 2}},
		"conditions do not keep apart": {spoken(again(1, first), spoke(2, first, maybe)), [6]int{2, 2, 1, 1, 1, 1}},
		"concepts keep apart":          {spoken(again(1, first), again(2, first, withProposal(1))), [6]int{2, 2, 2, 2, 2, 2}},
	} {
		for i, duplicates := range allDuplicates {
			v := recordOf("2026-12-31", edtf.Certain, nil, c.list...).Network(dayOf("2024-01-01"), dayOf("2026-12-31"), duplicates)
			if got := v.Nodes[1].Statements; got != c.want[i] || v.Nodes[0].Statements != 0 {
				t.Errorf("%s, once in each %s: %d, want %d", name, duplicates, got, c.want[i])
			}
		}
	}
}

// Turning the order of the parties round turns each edge round and changes
// nothing else; and coarser rules never count more.
func TestNetworkIsSymmetric(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyFurnished(r)
		turned := *m
		turned.Parties = slices.Clone(m.Parties)
		slices.Reverse(turned.Parties)
		duplicates := pick(r, allDuplicates, "duplicates")
		there, back := m.Network(modelFrom, modelTo, duplicates), turned.Network(modelFrom, modelTo, duplicates)
		if len(there.Edges) != len(back.Edges) {
			r.Fatalf("%d edges and %d", len(there.Edges), len(back.Edges))
		}
		for _, e := range there.Edges {
			e.A, e.B = e.B, e.A
			if !slices.ContainsFunc(back.Edges, func(o Edge) bool { return asJSON(r, o) == asJSON(r, e) }) {
				r.Fatalf("%+v is not in %+v", e, back.Edges)
			}
		}
		wantSums(r, there)
		for i, n := range m.Network(modelFrom, modelTo, DuplicatesNone).Nodes {
			if there.Nodes[i].Statements > n.Statements {
				r.Fatalf("once in each %s counts %d of %d", duplicates, there.Nodes[i].Statements, n.Statements)
			}
		}
	})
}

// An edge weighs what its concepts weigh, never more than either party said.
func wantSums(r *rapid.T, v Network) {
	said := map[uuid.UUID]int{}
	for _, n := range v.Nodes {
		said[n.ID] = n.Statements
	}
	for _, e := range v.Edges {
		sum := 0
		for _, c := range e.Concepts {
			sum += c.Weight
		}
		if sum != e.Weight || e.Weight > min(said[e.A], said[e.B]) || len(e.Positions) < 2 {
			r.Fatalf("%+v of %v", e, said)
		}
	}
}
