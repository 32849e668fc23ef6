package ledger

import (
	"github.com/google/uuid"
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
		if circle, err := w.circles(v, earlier); err != nil {
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

// circles tells whether a position that supersedes an earlier one would supersede
// itself. One that nothing supersedes cannot, which spares the way back through all
// that came before.
func (w *Writer) circles(v *Position, earlier Position) (bool, error) {
	if v.ID == uuid.Nil || earlier.ID == v.ID {
		return earlier.ID == v.ID, nil
	}
	superseded, err := w.tables.Positions().Superseded(w.ctx, v.ID)
	if err != nil || !superseded {
		return false, err
	}
	return w.reaches(earlier, v.ID)
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
