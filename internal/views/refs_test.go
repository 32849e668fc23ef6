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
		got := refOfArticle(ledger.Article{Identity: ledger.Identity{ID: id}, ArticleFields: fields})
		if got.Name != want || got.URL != "/v1/articles/"+id.String() || got.Published != nil {
			t.Errorf("%+v, want the name %q", got, want)
		}
	}
	dated := refOfArticle(ledger.Article{ArticleFields: ledger.ArticleFields{Published: new(edtf.MustParse("2026-01-2X"))}})
	if text(dated.Published) != "2026-01-2X" {
		t.Errorf("published %s", text(dated.Published))
	}
}

func TestRefsLeadToWhatTheyName(t *testing.T) {
	m := recordOf("2026-06-01", edtf.Certain, nil)
	for want, got := range map[string]Ref{
		"/v1/negotiations/" + m.Negotiation.ID.String(): m.head().Negotiation,
		"/v1/issues/" + withdrawal.ID.String():          issueRef(m.Issues[0]).Ref,
		"/v1/parties/" + muscat.ID.String():             refOfParty(muscat),
	} {
		if got.URL != want || got.Name == "" {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	if got := m.head().Clock; got != m.Clock {
		t.Errorf("the head has %+v", got)
	}
}
