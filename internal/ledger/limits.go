package ledger

// A limited writer (Caller.Limited) is a coder: it creates, proposes positions,
// and corrects what it created itself for as long as nobody has accepted it.

// mayCorrect refuses a limited writer what another created.
func (w *Writer) mayCorrect(kind Kind, v Identity) error {
	if !w.limited {
		return nil
	}
	creator, err := w.tables.Transactions().Creator(w.ctx, kind, v.ID)
	if err == nil && creator != w.entry.Actor {
		return Forbidden("this %s was created by somebody else; an editor may change it", kind)
	}
	return err
}

// mayTouch refuses a limited writer what has been judged already: to change an
// accepted position, or what it rests on, would be to accept the change.
func (w *Writer) mayTouch(p *Position) error {
	if w.limited && p.Status != StatusProposed {
		return Forbidden("the position is %s already; an editor may change it and its evidence", p.Status)
	}
	return nil
}

func (w *Writer) mayTouchEvidence(e Evidence) error {
	if !w.limited || e.Position == nil {
		return nil
	}
	p, err := w.tables.Positions().Get(w.ctx, *e.Position)
	if err != nil {
		return err
	}
	return w.mayTouch(&p)
}

// firstStatus is what a new position is, and what it may be.
func (w *Writer) firstStatus(given *string) (string, error) {
	switch {
	case given == nil && w.limited:
		return StatusProposed, nil
	case given == nil:
		return StatusAccepted, nil
	case w.limited && *given == StatusAccepted:
		return "", Forbidden("you propose positions and an editor accepts them; leave status out or set it to proposed")
	}
	return *given, nil
}
