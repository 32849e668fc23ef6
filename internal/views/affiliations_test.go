package views

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

func TestAffiliationsCountForAndAgainst(t *testing.T) {
	theirs := withParty(muscat)
	m := recordOf("2026-12-31", edtf.Certain, nil,
		spoke(1, first, yes), spoke(2, next, maybe), spoke(3, next, no), spoke(4, next, unsure),
		spoke(5, first, no, withProposal(2)), spoke(6, first, no, theirs, withIssue(ceasefire)), spoke(7, "2025-12-31", yes))
	v := m.Affiliations(dayOf("2026-01-01"), dayOf("2026-02-28"), DuplicatesNone)
	var got []string
	for i, a := range v.Actors {
		for j, c := range v.Concepts {
			got = append(got, fmt.Sprint(a.Column(), " ", c.Column(), " ", v.Counts[i][j]))
		}
	}
	proposal := fixtureID('o', 2).String()
	want := []string{
		muscat.ID.String() + " вивід-військ {0 0}", muscat.ID.String() + " вивід-військ/" + proposal + " {0 0}", muscat.ID.String() + " " + ceasefire.ID.String() + " {0 1}",
		"kyiv вивід-військ {2 1}", "kyiv вивід-військ/" + proposal + " {0 1}", "kyiv " + ceasefire.ID.String() + " {0 0}",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The two-mode network has the statements of the one-mode network, no more and
// no fewer, and the weights of its links follow from it.
func TestAffiliationsAndNetworkAgree(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		duplicates := rapid.SampledFrom(allDuplicates).Draw(r, "duplicates")
		from, to := dayOf("2025-06-01"), dayOf("2026-12-31")
		two, one := m.Affiliations(from, to, duplicates), m.Network(from, to, duplicates)
		weights := map[string]int{}
		for i := range two.Actors {
			statements := 0
			for _, c := range two.Counts[i] {
				statements += c.Agree + c.Disagree
			}
			if one.Nodes[i].ID != two.Actors[i].ID || one.Nodes[i].Statements != statements {
				r.Fatalf("%s made %d statements here, %d there", two.Actors[i].Name, statements, one.Nodes[i].Statements)
			}
			for j := range two.Actors[:i] {
				for k := range two.Concepts {
					a, b := two.Counts[j][k], two.Counts[i][k]
					weights[fmt.Sprint(two.Actors[j].ID, two.Actors[i].ID, edgeAgreement)] += min(a.Agree, b.Agree) + min(a.Disagree, b.Disagree)
					weights[fmt.Sprint(two.Actors[j].ID, two.Actors[i].ID, edgeConflict)] += min(a.Agree, b.Disagree) + min(a.Disagree, b.Agree)
				}
			}
		}
		for _, e := range one.Edges {
			key := fmt.Sprint(e.A, e.B, e.Kind)
			if weights[key] != e.Weight {
				r.Fatalf("%s weighs %d here, %d there", key, weights[key], e.Weight)
			}
			delete(weights, key)
		}
		for key, weight := range weights {
			if weight != 0 {
				r.Fatalf("no link %s of weight %d", key, weight)
			}
		}
	})
}
