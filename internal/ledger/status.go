package ledger

// AcceptPosition makes a proposed position count.
func (w *Writer) AcceptPosition(ref string) (Position, error) {
	return w.turn(ref, StatusProposed, StatusAccepted, ActionAccept, func(v *Position) error {
		n, err := w.supports(v.ID, v.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return Conflict("a position needs at least one anchored passage that supports it before it can be accepted")
		}
		// What it refers to may have been corrected or retracted since it was proposed.
		return w.judge(func(f *faults) error { return checkPosition(w, v, f) })
	})
}

// RejectPosition turns a proposed position down.
func (w *Writer) RejectPosition(ref, reason string) (Position, error) {
	return w.turn(ref, StatusProposed, StatusRejected, ActionReject, func(v *Position) error {
		v.Retracted = w.retraction(reason)
		return nil
	})
}

// RetractPosition takes an accepted position back.
func (w *Writer) RetractPosition(ref, reason string) (Position, error) {
	return w.turn(ref, StatusAccepted, StatusRetracted, ActionRetract, func(v *Position) error {
		v.Retracted = w.retraction(reason)
		return checkReason(w, reason)
	})
}

// turn moves a position from one status to the next: proposed to accepted or
// rejected, accepted to retracted, and no other way.
func (w *Writer) turn(ref, from, to, action string, guard func(*Position) error) (Position, error) {
	before, err := get(&w.Reader, positions(), ref)
	if err != nil {
		return before, err
	}
	if before.Status != from {
		return before, Conflict("the position is %s; a position can become %s only when it is %s", before.Status, to, from)
	}
	after := before
	after.Status = to
	if err := guard(&after); err != nil {
		return before, err
	}
	if after, err = save(w, positions(), action, before, after); err != nil {
		return after, err
	}
	if err := w.refreshEnds(after.Supersedes, nil); err != nil {
		return after, err
	}
	return w.Position(after.ID.String())
}
