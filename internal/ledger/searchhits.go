package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/search"
)

// Hit is a resource that matches a search, what it belongs to, and what of it
// matches. Title is its name, question, summary or title; of a passage, the title
// of its article. Dated is when it was stated or published.
type Hit struct {
	Kind Kind `json:"kind"`
	Identity
	// Link is where it is read; the edge that has addresses fills it in.
	Link        string     `json:"link"`
	Slug        *string    `json:"slug"`
	Title       *string    `json:"title"`
	Dated       *edtf.Date `json:"dated"`
	Negotiation *Named     `json:"negotiation"`
	Issue       *Named     `json:"issue"`
	Party       *Named     `json:"party"`
	Article     *Named     `json:"article"`
	// Positions are those a passage is evidence for.
	Positions []uuid.UUID `json:"positions"`
	Snippets  []Excerpt   `json:"snippets"`
	Matched   []Matched   `json:"matched"`
	rank      int64
}

// Named is a reference with the name of what it refers to.
type Named struct {
	Identity
	Slug *string `json:"slug"`
	Name *string `json:"name"`
}

// Excerpt is a stretch of one of a resource's texts, at Pointer in it (RFC
// 6901). Of an article's text it says the revision, whose code points it counts.
type Excerpt struct {
	Pointer  string `json:"pointer"`
	Revision *int64 `json:"revision"`
	search.Snippet
}

// Ways in which a part of a query can match.
const (
	// MatchedByWords: the words themselves stand in the texts.
	MatchedByWords = "words"
	// MatchedByName: another name of the party they name does.
	MatchedByName = "name"
	// MatchedByParty: the party they name states it.
	MatchedByParty = "party"
)

// Matched says how a part of the query matches: By is one of the above, Party
// and Name the party and its other name.
type Matched struct {
	Query string  `json:"query"`
	By    string  `json:"by"`
	Name  *string `json:"name"`
	Party *Named  `json:"party"`
}

// Key places a hit in the order of results.
func (h Hit) Key() Key { return Found{ID: h.ID, Rank: h.rank}.Key() }

// sought is a hit with what it is judged by.
type sought struct {
	Hit
	texts  []SearchText
	voices []uuid.UUID
	// revision is the one that an article's text is of.
	revision int64
}

// hits reads what was found. What was changed meanwhile, so that it no longer
// matches, is left out.
func (r *Reader) hits(found []Found, j *judge) ([]Hit, error) {
	list := make([]sought, len(found))
	for i, f := range found {
		list[i].Hit = Hit{Kind: f.Kind, Identity: Identity{ID: f.ID}, rank: f.Rank, Positions: []uuid.UUID{}}
	}
	if err := r.fill(list); err != nil {
		return nil, err
	}
	var kept []Hit
	for i := range list {
		if j.matches(&list[i]) {
			kept = append(kept, list[i].Hit)
		}
	}
	return kept, nil
}
