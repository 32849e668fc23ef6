package views

import (
	"testing"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func TestArticleIsNamedByWhatItHas(t *testing.T) {
	id := articleID(1)
	for want, fields := range map[string]ledger.ArticleFields{
		"Київ готовий":        {Title: new("Київ готовий"), URL: new("https://example.org/1")},
		"https://example.org": {Title: new(""), URL: new("https://example.org")},
		"https://example.com": {CanonicalURL: new("https://example.com"), Slug: new("unn")},
		"unn":                 {Slug: new("unn")},
		id.String():           {},
	} {
		got := RefOfArticle(ledger.Article{Identity: ledger.Identity{ID: id}, ArticleFields: fields})
		if got.Name != want || got.URL != "/v1/articles/"+id.String() || got.Published != nil {
			t.Errorf("%+v, want the name %q", got, want)
		}
	}
	dated := RefOfArticle(ledger.Article{ArticleFields: ledger.ArticleFields{Published: new(edtf.MustParse("2026-01-2X"))}})
	if text(dated.Published) != "2026-01-2X" {
		t.Errorf("published %s", text(dated.Published))
	}
}

func TestRefsLeadToWhatTheyName(t *testing.T) {
	m := recordOf("2026-06-01", edtf.Certain, nil)
	for want, got := range map[string]Ref{
		"/v1/negotiations/" + m.Negotiation.ID.String(): m.head().Negotiation,
		"/v1/issues/" + withdrawal.ID.String():          issueRef(m.Issues[0]).Ref,
		"/v1/parties/" + muscat.ID.String():             RefOfParty(muscat),
	} {
		if got.URL != want || got.Name == "" {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	if got := m.head().Clock; got != m.Clock {
		t.Errorf("the head has %+v", got)
	}
}

// A stance can be read only with what it is towards and what it hangs on.
func TestPositionTellsWhatItIsTowards(t *testing.T) {
	points := ledger.Proposal{Identity: ledger.Identity{ID: fixtureID('o', 1)}, ProposalFields: ledger.ProposalFields{Slug: new("points"), Name: "Двадцять пунктів"}}
	p := spoke(1, first, withProposal(1), func(p *ledger.Position) {
		p.Conditions = []ledger.Condition{{Kind: "reciprocal", Text: "Moscow does the same"}, {Kind: "approval", Text: "the Rada agrees"}}
		p.Terms = []ledger.Term{{Name: "withdrawal_depth", Comparison: "≤", Value: 40, Unit: new("km")}}
	})
	m := recordOf("2026-06-01", edtf.Certain, nil, p, spoke(2, next, withProposal(2)), spoke(3, next))
	m.Proposals = []ledger.Proposal{points}
	matrix, timeline := m.Matrix(nil).Rows(), m.Timeline(nil).Rows()
	for i, want := range []string{"points", fixtureID('o', 2).String(), ""} {
		entry, cell := timeline[i], matrix[len(matrix)-1-i]
		if text(entry.Proposal) != want || text(cell.Proposal) != want {
			t.Errorf("row %d is towards %s and %s, want %s", i, text(entry.Proposal), text(cell.Proposal), want)
		}
	}
	got := m.refOfPosition(&m.Positions[0])
	if got.Proposal.Name != points.Name || got.Proposal.URL != "/v1/proposals/"+points.ID.String() ||
		got.Conditions != "reciprocal: Moscow does the same; approval: the Rada agrees" || got.Terms != "withdrawal_depth ≤ 40 km" {
		t.Errorf("%+v of %+v", got, got.Proposal)
	}
	if unknown := m.refOfPosition(&m.Positions[1]).Proposal; unknown.Name != fixtureID('o', 2).String() || unknown.Slug != nil {
		t.Errorf("a proposal that the material does not have is %+v", unknown)
	}
	if row := timeline[2]; row.Conditions != "" || row.Terms != "" {
		t.Errorf("%q, %q", row.Conditions, row.Terms)
	}
}
