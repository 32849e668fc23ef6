package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Sources are the articles that evidence stands in, with those they retell, and
// what the texts of the former have in common.
type Sources struct {
	Articles map[uuid.UUID]ledger.Article
	// Likenesses are by the ids of their articles, the lower first.
	Likenesses map[[2]uuid.UUID]ledger.Likeness
}

// SourcesOf reads the sources of positions, which must have their evidence.
func SourcesOf(r *ledger.Reader, positions []ledger.Position) (Sources, error) {
	cited, compared := articlesOfAll(positions)
	return readSources(r, cited, compared, nil)
}

// sourcesOfCited reads no article again, and of texts nothing where none is like another.
func sourcesOfCited(r *ledger.Reader, positions []ledger.Position, cited ledger.Cited) (Sources, error) {
	ids, compared := articlesOfAll(positions)
	compared = slices.DeleteFunc(compared, func(id uuid.UUID) bool { return !slices.Contains(cited.Alike, id) })
	return readSources(r, ids, compared, cited.Articles)
}

// articlesOfAll gives the articles that evidence stands in and those of them whose
// texts are to be compared: that is done within a party and issue only, so a pair
// whose support stands in a single article asks for none.
func articlesOfAll(positions []ledger.Position) (cited, compared []uuid.UUID) {
	supporting := map[pair][]uuid.UUID{}
	for i := range positions {
		all, support := articlesOf(&positions[i])
		cited = append(cited, all...)
		of := pairOf(&positions[i])
		supporting[of] = append(supporting[of], support...)
	}
	for _, articles := range supporting {
		if articles = unique(articles); len(articles) > 1 {
			compared = append(compared, articles...)
		}
	}
	return unique(cited), unique(compared)
}

func readSources(r *ledger.Reader, cited, compared []uuid.UUID, known []ledger.Article) (s Sources, err error) {
	if s.Articles, err = withRetold(r, cited, known); err != nil || len(compared) == 0 {
		return s, err
	}
	return s, s.compare(r, compared)
}

// compare reads what the newest texts of articles have in common.
func (s *Sources) compare(r *ledger.Reader, articles []uuid.UUID) error {
	list, err := r.Likenesses(articles)
	s.Likenesses = make(map[[2]uuid.UUID]ledger.Likeness, len(list))
	for _, l := range list {
		if l.A.Revision == s.Articles[l.A.Article].LatestRevision && l.B.Revision == s.Articles[l.B.Article].LatestRevision {
			s.Likenesses[coupled(l.A.Article, l.B.Article)] = l
		}
	}
	return err
}

// alike is what origin.Groups asks.
func (s *Sources) alike(a, b uuid.UUID) (containment float64, shared int) {
	l := s.Likenesses[coupled(a, b)]
	return l.Containment(), int(l.Shared)
}

func coupled(a, b uuid.UUID) [2]uuid.UUID {
	if byID(a, b) > 0 {
		a, b = b, a
	}
	return [2]uuid.UUID{a, b}
}

func articlesOf(p *ledger.Position) (all, support []uuid.UUID) {
	for i := range p.Evidence {
		e := &p.Evidence[i]
		all = append(all, e.Article.ID)
		if supports(e) {
			support = append(support, e.Article.ID)
		}
	}
	return all, unique(support)
}

// withRetold reads articles and, one step after the other, those they retell.
func withRetold(r *ledger.Reader, ids []uuid.UUID, known []ledger.Article) (map[uuid.UUID]ledger.Article, error) {
	articles := map[uuid.UUID]ledger.Article{}
	for {
		for _, a := range known {
			articles[a.ID] = a
			if a.Relays != nil && a.Relays.Article != nil {
				ids = append(ids, a.Relays.Article.ID)
			}
		}
		ids = slices.DeleteFunc(unique(ids), func(id uuid.UUID) bool { _, read := articles[id]; return read })
		if len(ids) == 0 {
			return articles, nil
		}
		var err error
		if known, err = r.ArticlesByID(ids); err != nil {
			return nil, err
		}
		ids = nil
	}
}
