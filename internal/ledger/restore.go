package ledger

import (
	"fmt"

	"github.com/google/uuid"
)

// Restoring takes over what another record holds: under the ids it has there and as
// it is there, also what was taken back or merged. It is new to this ledger all the
// same: numbers and times of recording are those of the transaction that restores
// it, never those that the other record tells of (rules 1 and 8). When something was
// first recorded can still be read off its id (newID).

// Restore records a resource of another record, or tells that it is here already
// and the same. What comes under an id that something else has here is refused.
// Whatever a resource refers to must be here, but for others of its kind: those may
// come later, and Complete adds them. A position is proposed until it is complete.
func (w *Writer) Restore(v any) (isNew bool, err error) {
	switch v := v.(type) {
	case Negotiation:
		return restore(w, restorable[Negotiation, NegotiationFilter]{kind: negotiations()}, v)
	case Party:
		return restore(w, restorableParties(), v)
	case Membership:
		return restore(w, restorable[Membership, MembershipFilter]{kind: restoredMemberships()}, v)
	case Participation:
		return restore(w, restorable[Participation, ParticipationFilter]{kind: restoredParticipations()}, v)
	case Round:
		return restore(w, restorable[Round, RoundFilter]{kind: restoredRounds()}, v)
	case Issue:
		return restore(w, restorableIssues(), v)
	case Proposal:
		return restore(w, restorableProposals(), v)
	case ProposalVersion:
		return w.restoreVersion(v)
	case Article:
		return restore(w, restorableArticles(), v)
	case Revision:
		return w.restoreRevision(v)
	case Passage:
		return w.restorePassage(v)
	case Position:
		return restore(w, restorablePositions(checkUnlinked), v)
	case Salience:
		return restore(w, restorable[Salience, SalienceFilter]{kind: salience()}, v)
	case Evidence:
		return w.restoreEvidence(v)
	}
	return false, fmt.Errorf("a %T cannot be restored", v)
}

// Complete makes what was restored whole, once all it may refer to is here. It does
// nothing to what was refused or was complete.
func (w *Writer) Complete(v any) (err error) {
	switch v := v.(type) {
	case Party:
		_, err = complete(w, restorableParties(), v)
	case Issue:
		_, err = complete(w, restorableIssues(), v)
	case Proposal:
		_, err = complete(w, restorableProposals(), v)
	case Article:
		_, err = complete(w, restorableArticles(), v)
	case Position:
		return w.completePosition(v)
	}
	return err
}

// restorable says how a kind of resource is restored.
type restorable[T, F any] struct {
	kind[T, F]
	// alone gives a resource without what must wait until it is complete; nil where
	// there is no such thing.
	alone func(T) T
	// first gives what is stored of a new one: all of it, or as much as can be.
	first func(*Writer, T) (T, error)
	// whole makes what is here into what it is to be, which the action is called by.
	whole  func(w *Writer, there, v T) (T, error)
	action string
}

func restore[T, F any](w *Writer, k restorable[T, F], v T) (isNew bool, err error) {
	there, known, err := held(w, k.kind, v)
	if err != nil || known {
		return false, mismatch(k, there, v, err)
	}
	if k.first != nil {
		if v, err = k.first(w, v); err != nil {
			return false, err
		}
	}
	if err := judgeRestored(w, k.kind, v); err != nil {
		return false, err
	}
	w.stamp(as(&v).meta())
	return true, insert(w, k.kind, v)
}

// complete tells whether something was left to do.
func complete[T, F any](w *Writer, k restorable[T, F], v T) (done bool, err error) {
	there, known, err := held(w, k.kind, v)
	if err != nil || !known || mismatch(k, there, v, nil) != nil {
		return false, err
	}
	after, err := k.whole(w, there, v)
	if err != nil || len(differences(there, after)) == 0 {
		return false, err
	}
	if err := judgeRestored(w, k.kind, after); err != nil {
		return false, err
	}
	_, err = save(w, k.kind, k.action, there, after)
	return err == nil, err
}

// held finds what has the id of a resource here. An id names one thing, of whichever
// kind.
func held[T, F any](w *Writer, k kind[T, F], v T) (there T, known bool, err error) {
	id := as(&v).identity().ID
	name, err := w.tables.Transactions().KindOf(w.ctx, id)
	if err != nil || name == "" {
		return there, false, err
	}
	if name != k.name {
		return there, false, Invalid("/id", "other", "a %s has this id here", name)
	}
	there, err = k.table(w.tables).Get(w.ctx, id)
	return there, true, err
}

// judgeRestored holds a resource against the rules of its creation. It may keep all
// references that it has, also to what was taken back since.
func judgeRestored[T, F any](w *Writer, k kind[T, F], v T) error {
	given, err := members(v)
	if err != nil {
		return err
	}
	return w.rejudge(v, func(f *faults) error {
		w.checkID(as(&v).identity().ID, f)
		if r := as(&v).meta().Retracted; r != nil {
			f.length("/retracted/reason", r.Reason, 2000)
		}
		if err := k.check(w, &v, f); err != nil {
			return err
		}
		f.forgive(as(&v))
		if len(f.list) > 0 {
			return nil
		}
		judged, err := members(v)
		for _, name := range differing(given, judged) {
			f.add("/"+name, "rule", "by the rules of the record it is %s", excerpt(judged[name]))
		}
		return err
	})
}

// checkID refuses an id that the other record cannot have made by now. Lists of the
// past rely on it that what is recorded later has a greater id (LastID).
func (w *Writer) checkID(id uuid.UUID, f *faults) {
	switch last := LastID(w.entry.RecordedAt); {
	case id.Version() != 7 || id.Variant() != uuid.RFC4122:
		f.add("/id", "id", "%s is not a UUID of version 7, as all ids of the record are", id)
	case id.String() > last.String():
		f.add("/id", "id", "%s was made at a time that lies in the future here; is the clock of this machine right?", id)
	}
}

// stamp makes something part of this transaction.
func (w *Writer) stamp(m *Meta) {
	was := m.Retracted
	*m = Meta{Number: w.entry.Number, RecordedAt: w.entry.RecordedAt, UpdatedAt: w.entry.RecordedAt}
	if was != nil {
		m.Retracted = w.retraction(was.Reason)
	}
}

// become is what v is once it takes the place of what is here.
func become[T any](w *Writer, there, v T) T {
	was, is := as(&there).meta(), as(&v).meta()
	retracted := is.Retracted
	*is = *was
	if retracted != nil && was.Retracted == nil {
		is.Retracted = w.retraction(retracted.Reason)
	}
	return v
}
