package ledger

import "github.com/google/uuid"

// restorablePositions are positions that come as proposed, whatever they are: only
// their evidence lets them count (rule 4), and it comes after them. So at no number
// does a position count without evidence, not even when an import is cut off.
func restorablePositions(check func(*Writer, *Position, *faults) error) restorable[Position, PositionFilter] {
	k := positions()
	k.check = check
	alone := func(v Position) Position {
		v.Status, v.Retracted, v.InReplyTo, v.Supersedes = StatusProposed, nil, nil, []Reference{}
		v.Ended = v.OwnEnd()
		return v
	}
	return restorable[Position, PositionFilter]{kind: k, alone: alone,
		first: func(_ *Writer, v Position) (Position, error) { return alone(v), nil },
		whole: func(w *Writer, there, v Position) (Position, error) {
			superseders, err := w.tables.Positions().Superseders(w.ctx, v.ID)
			v.Ended = endOf(&v, superseders)
			return become(w, there, v), err
		}}
}

// actionsTo are what it is called when a position gets a status.
var actionsTo = map[string]string{StatusProposed: ActionUpdate, StatusAccepted: ActionAccept, StatusRejected: ActionReject, StatusRetracted: ActionRetract}

func (w *Writer) completePosition(v Position) error {
	k := restorablePositions(checkWhole)
	k.action = actionsTo[v.Status]
	done, err := complete(w, k, v)
	if err != nil || !done {
		return err
	}
	return w.refreshEnds(v.Supersedes, nil)
}

// checkWhole judges a position of whichever status with the evidence it has.
func checkWhole(w *Writer, v *Position, f *faults) error {
	f.enum("/status", v.Status, []string{StatusProposed, StatusAccepted, StatusRejected, StatusRetracted})
	if takenBack := v.Status == StatusRejected || v.Status == StatusRetracted; takenBack != (v.Retracted != nil) {
		f.add("/status", "rule", "a position is rejected or retracted when it has the time and reason of that, and only then")
	}
	if v.Status == StatusAccepted {
		if err := w.requireEvidence(v, f); err != nil {
			return err
		}
	}
	return checkPosition(w, v, f)
}

// requireEvidence is rule 4 for a position that was accepted once. Newer texts may
// have lost its passages since; then it still counts, and says so.
func (w *Writer) requireEvidence(v *Position, f *faults) error {
	filter := EvidenceFilter{Positions: []uuid.UUID{v.ID}, Relations: []string{RelationSupports}}
	list, err := w.tables.Evidence().List(w.ctx, filter, Page{Limit: 1, Retracted: RetractedExclude})
	if err == nil && len(list) == 0 {
		f.add("/status", "no-evidence", "an accepted position needs evidence that supports it, and it has none")
	}
	return err
}
