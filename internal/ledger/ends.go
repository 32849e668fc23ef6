package ledger

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// checkSupersedes refuses to supersede another party's or issue's position, a
// later statement, itself, or in a circle (rule 3). A withdrawal must say what
// it withdraws.
func checkSupersedes(w *Writer, v *Position, f *faults) error {
	if v.Act == ActWithdraw && len(v.Supersedes) == 0 {
		f.add("/supersedes", "required", "a position with the act withdraw must name the positions it withdraws")
	}
	for i := range v.Supersedes {
		pointer := at("/supersedes", i)
		earlier, err := resolve(w, positions(), f, pointer, &v.Supersedes[i])
		if err != nil {
			return err
		}
		if earlier.ID == uuid.Nil {
			continue
		}
		checkSuperseded(v, earlier, pointer, f)
		if v.ID == uuid.Nil {
			continue
		}
		if circle, err := w.reaches(earlier, v.ID); err != nil {
			return err
		} else if circle {
			f.add(pointer, "cycle", "this would make the position supersede itself")
		}
	}
	return nil
}

// checkSuperseders refuses a correction after which those that supersede a
// position no longer could.
func checkSuperseders(w *Writer, v *Position, f *faults) error {
	if v.ID == uuid.Nil {
		return nil
	}
	superseders, err := w.tables.Positions().Superseders(w.ctx, v.ID)
	for i := range superseders {
		var g faults
		checkSuperseded(&superseders[i], *v, "", &g)
		for range g.list {
			f.add("/supersedes", "superseded", "position %s supersedes this one and could not do so after this change; correct that one first", superseders[i].ID)
		}
	}
	return err
}

func checkSuperseded(v *Position, earlier Position, pointer string, f *faults) {
	if earlier.Party.ID != v.Party.ID || earlier.Issue.ID != v.Issue.ID {
		f.add(pointer, "other-pair", "a position can only supersede one of the same party on the same issue")
	}
	if !v.Stated.IsZero() && v.Stated.Latest() < earlier.Stated.Earliest() {
		f.add(pointer, "order", "the superseded position was stated later, on %s", earlier.Stated)
	}
}

// reaches follows what a position supersedes and tells whether it comes to an id.
func (w *Writer) reaches(from Position, id uuid.UUID) (bool, error) {
	seen := map[uuid.UUID]bool{}
	for next := []uuid.UUID{from.ID}; len(next) > 0; next = next[1:] {
		if next[0] == id {
			return true, nil
		}
		if seen[next[0]] {
			continue
		}
		seen[next[0]] = true
		p, err := w.tables.Positions().Get(w.ctx, next[0])
		if err != nil {
			return false, err
		}
		for _, ref := range p.Supersedes {
			next = append(next, ref.ID)
		}
	}
	return false, nil
}

// ownEnd is the end a position brings itself: its held_until, or, for a
// withdrawal, the day it was stated, since it leaves nothing standing.
func ownEnd(v *Position) *End {
	switch {
	case v.Act == ActWithdraw:
		// Not even possibly does it stand: it ends with the first day it can mean.
		first := v.Stated.Earliest()
		return newEnd(EndWithdrawn, v.Stated, nil, first, first)
	case v.HeldUntil != nil:
		// What is held until a day still holds on it.
		return newEnd(EndHeldUntil, *v.HeldUntil, nil, dayAfter(v.HeldUntil.Earliest()), dayAfter(v.HeldUntil.Latest()))
	}
	return nil
}

// endBy is the end that a superseding position brings: on the day it was stated
// the earlier one no longer holds.
func endBy(s Position) *End {
	how := EndSuperseded
	if s.Act == ActWithdraw {
		how = EndWithdrawn
	}
	return newEnd(how, s.Stated, &s.ID, s.Stated.Earliest(), s.Stated.Latest())
}

// endOf derives the end of a position from itself and from the accepted
// positions that supersede it. The one that is certain first is named; the
// bounds are the smallest of all, since each of them ends the position.
func endOf(v *Position, superseders []Position) *End {
	end := ownEnd(v)
	if v.Act == ActWithdraw {
		return end
	}
	for _, s := range superseders {
		end = sooner(end, endBy(s))
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
