package views

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/origin"
)

// UNN (1) retells Bloomberg (2); 3 retells 5, which is not among the evidence
// and which Bloomberg published; 4 is a report of its own.
func TestCorroboration(t *testing.T) {
	p := spoke(1, "2026-01-22", toldIn(4), toldIn(3), toldIn(2), toldIn(1))
	m := recordOf("2026-01-31", edtf.Certain, nil, p)
	published(m, 1, "UNN", "Bloomberg", 0)
	published(m, 2, "Bloomberg", "", 0)
	published(m, 3, "Interfax", "", 5)
	published(m, 4, "Reuters", "", 0)
	published(m, 5, "Bloomberg", "", 0)
	got := m.Corroboration(&m.Positions[0])
	if got.Origins != 2 || m.origins(&m.Positions[0]) != 2 || len(got.Groups) != 2 {
		t.Fatalf("%+v", got)
	}
	one, other := got.Groups[0], got.Groups[1]
	if !slices.Equal(idsOfArticles(one.Articles), []uuid.UUID{articleID(1), articleID(2), articleID(3)}) ||
		!slices.Equal(one.Evidence, []uuid.UUID{evidenceID(1, 1), evidenceID(1, 2), evidenceID(1, 3)}) {
		t.Errorf("one origin: %+v", one)
	}
	if !slices.Equal(idsOfArticles(other.Articles), []uuid.UUID{articleID(4)}) || text(other.Articles[0].Publisher) != "Reuters" {
		t.Errorf("the other: %+v", other)
	}
	want := []origin.Join{
		{A: articleID(1), B: articleID(2), Rule: origin.RelaysOutlet, Score: 1},
		{A: articleID(1), B: articleID(3), Rule: origin.RelaysOutlet, Score: 1},
	}
	if !slices.Equal(one.Joins, want) {
		t.Errorf("joined by %+v", one.Joins)
	}
}

func idsOfArticles(articles []ArticleRef) []uuid.UUID {
	var out []uuid.UUID
	for _, a := range articles {
		out = append(out, a.ID)
	}
	return out
}

func TestWhatCountsAsSupport(t *testing.T) {
	for name, c := range map[string]struct {
		position ledger.Position
		want     int
	}{
		"none":                        {spoke(1, "2026-01"), 0},
		"two passages of one article": {spoke(1, "2026-01", toldIn(1), toldIn(1)), 1},
		"two articles":                {spoke(1, "2026-01", toldIn(1), toldIn(2)), 2},
		"one source":                  {spoke(1, "2026-01", toldIn(1, sourced("Axios")), toldIn(2, sourced("AXIOS"))), 1},
		"one text":                    {spoke(1, "2026-01", toldIn(6), toldIn(7)), 1},
		"disputing and context":       {spoke(1, "2026-01", toldIn(1), toldIn(2, related("disputes")), toldIn(3, related("context"))), 1},
		"an orphan":                   {spoke(1, "2026-01", toldIn(1), toldIn(2, inState("orphaned"))), 1},
		"an ambiguous passage":        {spoke(1, "2026-01", toldIn(1, inState("ambiguous"))), 0},
		"moved and changed passages":  {spoke(1, "2026-01", toldIn(1, inState("moved")), toldIn(2, inState("changed"))), 2},
		"a passage that is not given": {spoke(1, "2026-01", toldIn(1, func(e *ledger.Evidence) { e.Selected = nil })), 1},
	} {
		sources := Sources{Likenesses: map[[2]uuid.UUID]ledger.Likeness{
			coupled(articleID(6), articleID(7)): {RunsA: 50, RunsB: 50, Shared: 50},
			coupled(articleID(1), articleID(2)): {RunsA: 500, RunsB: 500, Shared: 50}, // too little
		}}
		if got := sources.Corroborate(&c.position).Origins; got != c.want {
			t.Errorf("%s: %d origins, want %d", name, got, c.want)
		}
	}
}

// 1 retells 4, 4 retells 5, 5 names an outlet that published 2; 3 retells 5.
func TestRetellingIsFollowedToItsEnd(t *testing.T) {
	m := recordOf("2026-01-31", edtf.Certain, nil, spoke(1, "2026-01-22", toldIn(1), toldIn(2)), spoke(2, "2026-01-22", toldIn(1), toldIn(3)))
	published(m, 1, "A", "", 4)
	published(m, 4, "D", "", 5)
	published(m, 5, "E", "Reuters", 0)
	published(m, 2, "Reuters", "", 0)
	published(m, 3, "C", "", 5)
	for i, rule := range []string{origin.RelaysOutlet, origin.RelaysArticle} {
		got := m.Corroboration(&m.Positions[i])
		if got.Origins != 1 || got.Groups[0].Joins[0].Rule != rule {
			t.Errorf("%+v", got)
		}
	}
}

func TestRetellingInACircleEnds(t *testing.T) {
	m := recordOf("2026-01-31", edtf.Certain, nil, spoke(1, "2026-01-22", toldIn(1), toldIn(2)))
	published(m, 1, "A", "", 3)
	published(m, 3, "C", "", 2)
	published(m, 2, "B", "", 1)
	if got := m.origins(&m.Positions[0]); got != 1 {
		t.Errorf("%d origins", got)
	}
}

func TestCorroborationViewListsWhatWasStated(t *testing.T) {
	m := recordOf("2026-01-15", edtf.Certain, nil, spoke(3, "2026-01"), spoke(2, "2026-01-10"), spoke(4, "2026-02"), spoke(1, "2026-01-12"))
	if got := statedIn(m.CorroborationView()); got != "2026-01-10 2026-01-12" {
		t.Errorf("certainly stated %s", got)
	}
	m.Match = edtf.Possible
	if got := statedIn(m.CorroborationView()); got != "2026-01 2026-01-10 2026-01-12" {
		t.Errorf("possibly stated %s", got)
	}
}

func statedIn(v CorroborationView) string {
	var dates []string
	for _, p := range v.Positions {
		dates = append(dates, p.Stated)
	}
	return strings.Join(dates, " ")
}

// There are never more origins than articles, none without evidence, and each
// piece of support stands in one.
func TestOriginsAreOfArticles(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		for _, p := range anyFurnished(r).CorroborationView().Positions {
			c := p.Corroboration
			articles, evidence := 0, 0
			for _, g := range c.Groups {
				articles, evidence = articles+len(g.Articles), evidence+len(g.Evidence)
			}
			if c.Origins != len(c.Groups) || c.Origins > articles || articles > evidence {
				r.Fatalf("%d origins, %d groups, %d articles, %d pieces of evidence", c.Origins, len(c.Groups), articles, evidence)
			}
		}
	})
}
