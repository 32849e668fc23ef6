package ledger

import (
	"context"

	"github.com/google/uuid"

	"parley/internal/codec"
)

// WholePosition is a position with its evidence and what that stands in, as the store has
// them: their JSON, with as much of it read as is judged. Newest is the head of the ledger
// where the present was asked for.
type WholePosition struct {
	ID     uuid.UUID
	Number int64
	Course
	Body     string // in the form in which answers show it, but without evidence
	Evidence []WholeEvidence
	Cited
	Newest Moment
}

// WholeEvidence is a piece of evidence that is read, with its JSON and that of its passage,
// of which the state alone is read.
type WholeEvidence struct {
	Evidence
	Body, Passage string
}

// LedgerNumber is the number of the transaction that last changed the position.
func (v *WholePosition) LedgerNumber() int64 { return v.Number }

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

// Read reads the whole of it.
func (v *WholePosition) Read() (Position, error) {
	var p Position
	if err := codec.Unmarshal(v.Body, &p); err != nil {
		return p, err
	}
	p.Evidence = make([]Evidence, len(v.Evidence))
	for i, e := range v.Evidence {
		p.Evidence[i] = e.Evidence
		p.Evidence[i].Selected = &Passage{}
		if err := codec.Unmarshal(e.Passage, p.Evidence[i].Selected); err != nil {
			return p, err
		}
	}
	return p, nil
}
