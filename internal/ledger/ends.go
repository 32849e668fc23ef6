package ledger

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// OwnEnd is the end a position brings itself: its held_until, or, for a
// withdrawal, the day it was stated, since it leaves nothing standing; nil for none.
func (p *Position) OwnEnd() *End {
	switch {
	case p.Act == ActWithdraw:
		// Not even possibly does it stand: it ends with the first day it can mean.
		first := p.Stated.Earliest()
		return newEnd(EndWithdrawn, p.Stated, nil, first, first)
	case p.HeldUntil != nil:
		// What is held until a day still holds on it, and held on the day it was stated.
		earliest := max(dayAfter(p.HeldUntil.Earliest()), dayAfter(p.Stated.Earliest()))
		return newEnd(EndHeldUntil, *p.HeldUntil, nil, earliest, dayAfter(p.HeldUntil.Latest()))
	}
	return nil
}

// endBy is the end that a superseding position brings: on the day it was stated
// the earlier one no longer holds. It was not stated before that one.
func endBy(s, earlier *Position) *End {
	how := EndSuperseded
	if s.Act == ActWithdraw {
		how = EndWithdrawn
	}
	return newEnd(how, s.Stated, &s.ID, max(s.Stated.Earliest(), earlier.Stated.Earliest()), s.Stated.Latest())
}

// endOf derives the end of a position from itself and from the accepted
// positions that supersede it. The one that is certain first is named; the
// bounds are the smallest of all, since each of them ends the position.
func endOf(v *Position, superseders []Position) *End {
	end := v.OwnEnd()
	if v.Act == ActWithdraw {
		return end
	}
	for i := range superseders {
		end = sooner(end, endBy(&superseders[i], v))
	}
	return end
}

func sooner(a, b *End) *End {
	if a == nil {
		return b
	}
	aEarliest, aLatest := a.Bounds()
	bEarliest, bLatest := b.Bounds()
	first := *a
	if bLatest < aLatest || bLatest == aLatest && bEarliest < aEarliest {
		first = *b
	}
	first.Earliest, first.Latest = bound(min(aEarliest, bEarliest)), bound(min(aLatest, bLatest))
	return &first
}

func newEnd(how string, date edtf.Date, by *uuid.UUID, earliest, latest edtf.Day) *End {
	return &End{How: how, Date: date, By: by, Earliest: bound(earliest), Latest: bound(latest)}
}

// Bounds are the first and the last day that can be the first one on which the
// position no longer holds; both are far away while nothing ends it.
func (e *End) Bounds() (earliest, latest edtf.Day) {
	earliest, latest = edtf.MaxDay, edtf.MaxDay
	if e == nil {
		return earliest, latest
	}
	if e.Earliest == nil {
		earliest = edtf.MinDay
	} else {
		earliest = *e.Earliest
	}
	if e.Latest != nil {
		latest = *e.Latest
	}
	return earliest, latest
}

// bound leaves an open or unknown bound out.
func bound(d edtf.Day) *edtf.Day {
	if d == edtf.MinDay || d == edtf.MaxDay {
		return nil
	}
	return &d
}

func dayAfter(d edtf.Day) edtf.Day {
	if d == edtf.MaxDay || d == edtf.MinDay {
		return d
	}
	return d + 1
}

// EndsRightly tells whether the end of a position is the one that follows from
// itself and from those that supersede it. What the first programs recorded of imprecise
// dates could begin before the statement, and is right but for that.
func EndsRightly(v *Position, superseders []Position) bool {
	is, want := v.Ended, endOf(v, superseders)
	if earliest, _ := is.Bounds(); is != nil && want != nil && earliest <= v.Stated.Earliest() {
		before := *is
		before.Earliest = want.Earliest
		is = &before
	}
	return same(is, want)
}

// refreshEnds derives the ends of positions anew after something that
// supersedes them, or did, was written.
func (w *Writer) refreshEnds(now, earlier []Reference) error {
	var done []uuid.UUID
	for _, ref := range slices.Concat(now, earlier) {
		if slices.Contains(done, ref.ID) {
			continue
		}
		done = append(done, ref.ID)
		if err := w.refreshEnd(ref.ID); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) refreshEnd(id uuid.UUID) error {
	v, err := w.tables.Positions().Get(w.ctx, id)
	if err != nil {
		return err
	}
	superseders, err := w.tables.Positions().Superseders(w.ctx, id)
	if err != nil {
		return err
	}
	after := v
	after.Ended = endOf(&v, superseders)
	_, err = save(w, positions(), ActionEnd, v, after)
	return err
}
