package ledger

import (
	"context"

	"github.com/google/uuid"
)

// WholePosition is a position with its evidence and what that stands in. Newest is the
// head of the ledger where the present was asked for.
type WholePosition struct {
	Position Position
	Cited
	Newest Moment
}

// ReadPosition finds a position by id or slug as recorded at a moment, and gives
// a reader of that moment for what is shown with it. Of the newest one, which
// nearly everybody asks for, a single statement tells both.
func (l *Ledger) ReadPosition(ctx context.Context, workspace string, asked Asked, ref string) (*Reader, WholePosition, error) {
	if asked.KnownAt != (KnownAt{}) {
		r, err := l.ReadAt(ctx, workspace, asked)
		if err != nil {
			return nil, WholePosition{}, err
		}
		v, err := r.whole(ref)
		return r, v, err
	}
	r, err := l.Read(ctx, workspace)
	if err != nil {
		return nil, WholePosition{}, err
	}
	v, err := r.whole(ref)
	if err != nil {
		return nil, v, err
	}
	tables, err := l.store.AsOf(ctx, workspace, v.Newest.Number)
	return &Reader{ctx: ctx, tables: tables, clock: Clock{AsOf: asked.AsOf, Match: asked.Match, KnownAt: v.Newest}}, v, err
}

func (r *Reader) whole(ref string) (WholePosition, error) {
	id := ParseReference(ref).ID
	if id == uuid.Nil {
		v, err := get(r, positions(), ref)
		if err != nil {
			return WholePosition{}, err
		}
		id = v.ID
	}
	v, err := r.tables.Positions().Whole(r.ctx, id)
	if r.past && IsKind(err, KindNotFound) {
		_, err = get(r, positions(), ref) // which says under which number
	}
	return v, err
}
