package views

import (
	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/origin"
	"parley/internal/shingle"
)

// SimilarArticles is what is said of the text that others are compared with.
type SimilarArticles struct {
	KnownAt ledger.Moment `json:"known_at"`
	Article ArticleRef    `json:"article"`
	// Revision is the newest one; nil while the article has no text.
	Revision *int64 `json:"revision"`
	Runs     int64  `json:"runs"`
	// Complete tells that every text that might be alike was compared.
	Complete bool     `json:"complete"`
	Rule     JoinedBy `json:"rule"`
}

// JoinedBy is the rule by which a text joins two articles to one origin.
type JoinedBy struct {
	Name             string  `json:"name"`
	LeastContainment float64 `json:"least_containment"`
	LeastSharedRuns  int64   `json:"least_shared_runs"`
	WithinDays       int64   `json:"within_days"`
	LeastLater       float64 `json:"least_containment_later"`
}

// SimilarArticle is another article and what the two texts have in common.
type SimilarArticle struct {
	Article     ArticleRef      `json:"article"`
	Retracted   bool            `json:"retracted"`
	Revision    int64           `json:"revision"`
	Runs        int64           `json:"runs"`
	SharedRuns  int64           `json:"shared_runs"`
	Containment HereThere       `json:"containment"`
	Jaccard     float64         `json:"jaccard"`
	Joined      bool            `json:"joined"`
	Number      int64           `json:"number"`
	Passages    []SharedPassage `json:"passages"`

	key ledger.Key
}

// Key places it in the list.
func (s SimilarArticle) Key() ledger.Key { return s.key }

// HereThere is the share of the article's runs that stand in the other, and the
// share of the other's that stand here.
type HereThere struct {
	Here  float64 `json:"here"`
	There float64 `json:"there"`
}

// SharedPassage is a stretch of words that stands in both texts.
type SharedPassage struct {
	Words int   `json:"words"`
	Here  Place `json:"here"`
	There Place `json:"there"`
}

// Place is a stretch of a text in code points, with its characters; Cut tells that
// only the first MaxExact are given.
type Place struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Exact string `json:"exact"`
	Cut   bool   `json:"cut"`
}

// MaxPassages bounds the passages of one pair of articles, MaxExact the code
// points that are given of each.
const (
	MaxPassages = 10
	MaxExact    = 1000
)

// Similar lists the articles that are like an article, the likeliest copy first. Of
// the first so many it gives the shared passages.
func Similar(r *ledger.Reader, ref string, page ledger.Page, passages int) (head SimilarArticles, list []SimilarArticle, err error) {
	a, err := r.Article(ref)
	if err != nil {
		return head, nil, err
	}
	head = SimilarArticles{KnownAt: r.Clock().KnownAt, Article: RefOfArticle(a),
		Rule: JoinedBy{origin.NearIdenticalText, origin.NearIdentical, origin.MinShared, origin.CopiedWithin, origin.Reprint}}
	if a.LatestRevision == 0 {
		head.Complete = true
		return head, []SimilarArticle{}, nil
	}
	text, err := r.Revision(a.ID.String(), a.LatestRevision)
	if err != nil {
		return head, nil, err
	}
	head.Revision, head.Runs, head.Complete = &text.Revision, int64(shingle.Stored(int64(len(text.Runs)))), text.TextNumber > 0 && !text.SearchBounded
	found, err := r.Similar(a, page)
	if err != nil {
		return head, nil, err
	}
	if list, err = similarArticles(r, a, found); err != nil {
		return head, nil, err
	}
	return head, list, addPassages(r, *text.Text, list[:min(passages, len(list))])
}

func similarArticles(r *ledger.Reader, here ledger.Article, found []ledger.Likeness) ([]SimilarArticle, error) {
	ids := make([]uuid.UUID, len(found))
	for i, l := range found {
		ids[i] = l.B.Article
	}
	articles, err := r.ArticlesByID(ids)
	byID := map[uuid.UUID]ledger.Article{}
	for _, a := range articles {
		byID[a.ID] = a
	}
	list := make([]SimilarArticle, len(found))
	for i, l := range found {
		a := article(l.B.Article, byID)
		list[i] = SimilarArticle{Article: RefOfArticle(a), Retracted: a.Retracted != nil, Revision: l.B.Revision, Runs: l.RunsB,
			SharedRuns: l.Shared, Containment: HereThere{l.ContainmentA(), l.ContainmentB()}, Jaccard: l.Jaccard(),
			Joined: origin.OneText(l.Containment(), int(l.Shared), publication(here), publication(a)), Number: l.Number, Passages: []SharedPassage{}, key: l.Key()}
	}
	return list, err
}

// addPassages compares the texts word by word.
func addPassages(r *ledger.Reader, text string, list []SimilarArticle) error {
	if len(list) == 0 {
		return nil
	}
	here := shingle.Place(text)
	for i := range list {
		v, err := r.Revision(list[i].Article.ID.String(), list[i].Revision)
		if err != nil {
			return err
		}
		there := shingle.Place(*v.Text)
		for _, s := range shingle.Stretches(here, there, MaxPassages) {
			list[i].Passages = append(list[i].Passages, SharedPassage{s.Words, place(here, s.A), place(there, s.B)})
		}
	}
	return nil
}

func place(text shingle.Places, s shingle.Span) Place {
	end := min(s.End, s.Start+MaxExact)
	return Place{s.Start, s.End, text.Slice(shingle.Span{Start: s.Start, End: end}), end < s.End}
}
