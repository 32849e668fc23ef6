package views

import (
	"slices"
	"sync"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/origin"
)

// maxRuns bounds the runs of words that Texts remembers; at four bytes each
// they take 16 MB.
const maxRuns = 4 << 20

// Texts remembers the runs of words of articles' texts, which are the same for
// ever. The zero Texts is ready; it may be used by many at once.
type Texts struct {
	mu   sync.Mutex
	runs int
	sets map[ledger.RevisionID]origin.Text
}

// Behind gives the articles that the evidence of positions stands in, with those
// they retell, and the texts of the former. Texts are compared within a party and
// issue only, so a pair whose support stands in a single article asks for none. Articles
// that are known already are not read again.
func (t *Texts) Behind(r *ledger.Reader, positions []ledger.Position, known ...ledger.Article) (map[uuid.UUID]ledger.Article, map[uuid.UUID]origin.Text, error) {
	var cited, compared []uuid.UUID
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
	articles, err := withRetold(r, unique(cited), known)
	if err != nil {
		return nil, nil, err
	}
	texts, err := t.of(r, articles, unique(compared))
	return articles, texts, err
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

// of gives the runs of the newest revisions of articles.
func (t *Texts) of(r *ledger.Reader, articles map[uuid.UUID]ledger.Article, ids []uuid.UUID) (map[uuid.UUID]origin.Text, error) {
	sets := map[uuid.UUID]origin.Text{}
	var missing []ledger.RevisionID
	for _, id := range ids {
		key := ledger.RevisionID{Article: id, Revision: articles[id].LatestRevision}
		if set, known := t.find(key); known {
			sets[id] = set
		} else if key.Revision > 0 {
			missing = append(missing, key)
		}
	}
	if len(missing) == 0 {
		return sets, nil
	}
	found, err := r.RunsOf(missing)
	for key, set := range found {
		sets[key.Article] = t.keep(key, set)
	}
	return sets, err
}

func (t *Texts) find(key ledger.RevisionID) (origin.Text, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	set, known := t.sets[key]
	return set, known
}

// keep remembers a set; when there is no more room everything else is forgotten.
func (t *Texts) keep(key ledger.RevisionID, set origin.Text) origin.Text {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.sets == nil || t.runs+len(set) > maxRuns {
		t.sets, t.runs = map[ledger.RevisionID]origin.Text{}, 0
	}
	if _, known := t.sets[key]; !known {
		t.sets[key] = set
		t.runs += len(set) + 1 // an empty set takes room too
	}
	return set
}
