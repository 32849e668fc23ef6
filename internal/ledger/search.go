package ledger

import (
	"context"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/search"
)

// SearchTable finds resources as they are now by the words of their texts.
type SearchTable interface {
	// Find lists what matches: names first, then what has a date, newest first,
	// then the rest. A key is Found's.
	Find(ctx context.Context, q SearchQuery, page Page) ([]Found, error)
	// Named gives the parties that have a name of exactly these words, each a
	// list of words with spaces between them.
	Named(ctx context.Context, names []string) (map[string][]uuid.UUID, error)
	// Statements gives the accepted positions that passages are evidence for.
	Statements(ctx context.Context, passages []uuid.UUID) (map[uuid.UUID][]Position, error)
}

// Found is a resource that matches. Rank says where its day stands in the order of
// all results; of one rank the store knows by the id which was recorded first.
type Found struct {
	Kind Kind
	ID   uuid.UUID
	Rank int64
}

// Key says where a list goes on. It tells of the resource alone: a number given
// out by a store would tell how much is written in other workspaces.
func (f Found) Key() Key { return Key{Value: f.Rank, ID: f.ID} }

// SearchFilter narrows a search. Lists hold alternatives, different fields must
// all match, and what has nothing of a kind is left out: a party has no publisher.
// The days are those of a position's stated and of an article's published, which
// is also that of its passages.
type SearchFilter struct {
	Kinds                         []Kind
	Negotiations, Issues, Parties []uuid.UUID
	Publishers, Languages         []string
	// Statuses are of positions; nil stands for accepted, or what Retracted asks for.
	Statuses    []string
	Retracted   Retracted
	From, Until *edtf.Day
	Match       edtf.Match
}

// SearchQuery is what is sought: what matches all Groups, none of Excluded, and the filter.
type SearchQuery struct {
	Groups   []SearchGroup
	Excluded []search.Term
	SearchFilter
}

// SearchGroup matches what has all its Terms. Where they are the name of a party,
// it matches also what has one of the party's other Names, and what is stated by
// one of Parties.
type SearchGroup struct {
	Terms   []search.Term
	Names   []search.Term
	Parties []Party
}

// SearchText is a text that search looks in; Pointer (RFC 6901) says where in
// the resource it stands.
type SearchText struct{ Pointer, Text string }

// Voices are the parties that state a position: the one that holds it, alone or
// with others, who uttered it and on whose behalf.
func (p *Position) Voices() []uuid.UUID {
	voices := []uuid.UUID{p.Party.ID}
	for _, ref := range append([]*Reference{p.Speaker, p.OnBehalfOf}, pointers(p.JointlyWith)...) {
		if ref != nil {
			voices = append(voices, ref.ID)
		}
	}
	return voices
}

func pointers(refs []Reference) []*Reference {
	list := make([]*Reference, len(refs))
	for i := range refs {
		list[i] = &refs[i]
	}
	return list
}

// Search lists the resources of the present that match, with what of them does.
func (r *Reader) Search(q search.Query, filter SearchFilter, page Page) ([]Hit, error) {
	groups, err := r.searchGroups(q.Terms)
	if err != nil {
		return nil, err
	}
	ask, j := SearchQuery{Groups: groups, Excluded: q.Excluded, SearchFilter: filter}, newJudge(groups)
	var all []Hit
	for {
		found, err := r.tables.Search().Find(r.ctx, ask, page)
		if err != nil {
			return nil, err
		}
		hits, err := r.hits(found, j)
		all = append(all, hits...)
		if err != nil || len(found) < page.Limit || len(hits) == page.Limit {
			return all, err
		}
		page.Limit -= len(hits)
		page.After = new(found[len(found)-1].Key())
	}
}
