package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/origin"
)

// retellings gives the articles behind evidence, each once, as the rules of
// origins judge them.
func retellings(support []ledger.Evidence, articles map[uuid.UUID]ledger.Article) []origin.Article {
	var out []origin.Article
	for _, e := range support {
		i := slices.IndexFunc(out, func(a origin.Article) bool { return a.ID == e.Article.ID })
		if i < 0 {
			i = len(out)
			out = append(out, retelling(article(e.Article.ID, articles), articles))
		}
		if e.Source != nil {
			out[i].Sources = append(out[i].Sources, *e.Source)
		}
	}
	return out
}

// retelling follows whose report an article retells, until an outlet is named,
// an article is not at hand or the chain bites its tail.
func retelling(a ledger.Article, articles map[uuid.UUID]ledger.Article) origin.Article {
	out := origin.Article{ID: a.ID, Publisher: text(a.Publisher), Published: publication(a)}
	seen := []uuid.UUID{a.ID}
	for a.Relays != nil && a.Relays.Article != nil && !slices.Contains(seen, a.Relays.Article.ID) {
		a = article(a.Relays.Article.ID, articles)
		seen = append(seen, a.ID)
		out.Retells = append(out.Retells, origin.Retold{ID: a.ID, Publisher: text(a.Publisher)})
	}
	if a.Relays != nil {
		out.RelaysOutlet = text(a.Relays.Outlet)
	}
	return out
}

// publication is the zero date where nobody knows it.
func publication(a ledger.Article) edtf.Date {
	if a.Published == nil {
		return edtf.Date{}
	}
	return *a.Published
}

// article is one of the articles at hand, or else one of which only the id is known.
func article(id uuid.UUID, articles map[uuid.UUID]ledger.Article) ledger.Article {
	if a, ok := articles[id]; ok {
		return a
	}
	return ledger.Article{Identity: ledger.Identity{ID: id}}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
