package db

import (
	"cmp"
	"context"
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/meanwhile"
	"parley/internal/search"
)

// cut are the words of an entry, in the form that an engine's index takes.
type cut struct {
	pieces []string
	digest int64
}

func (x *indexing) cut(e *entry) cut {
	pieces, tags := search.Pieces(e.texts), e.tags
	if len(pieces) > 1 {
		tags = append(slices.Clip(tags), tagParted)
	}
	c := cut{digest: e.digest(pieces)}
	for _, piece := range pieces {
		c.pieces = append(c.pieces, x.words.row(piece, tags))
	}
	return c
}

// mostCut bounds of how many entries the words wait to be written.
const mostCut = 8

// putAll writes the entries of resources, while the words of the next ones are cut. It
// calls changed with those that are others than before and from which others follow.
func (x *indexing) putAll(ctx context.Context, ids []uuid.UUID, entryOf func(uuid.UUID) (*entry, error), changed func(uuid.UUID) error) error {
	var waiting []*entry
	for len(ids)+len(waiting) > 0 {
		if len(ids) > 0 && len(waiting) < mostCut {
			e, err := entryOf(ids[0])
			if err != nil {
				return err
			}
			e.cut = meanwhile.Do(func() cut { return x.cut(e) })
			ids, waiting = ids[1:], append(waiting, e)
			continue
		}
		e := waiting[0]
		waiting = waiting[1:]
		isOther, err := x.put(ctx, e)
		if err == nil && x.touched.byID[e.id].follows(isOther) {
			err = changed(e.id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sortByDay puts ids in the order of their places. FTS5 keeps what is inserted in memory as
// long as places ascend, and else writes it out each time, to be merged later.
func sortByDay(ids []uuid.UUID, dayOf func(uuid.UUID) *edtf.Date) {
	rank := func(id uuid.UUID) int64 {
		if d := dayOf(id); d != nil {
			return rankOf(d.Earliest())
		}
		return rankUndated
	}
	slices.SortStableFunc(ids, func(a, b uuid.UUID) int { return cmp.Compare(rank(a), rank(b)) })
}
