package ledger_test

import (
	"errors"
	"testing"

	"parley/internal/ledger"
)

func named(name string) func(*ledger.PartyFields) error {
	return func(in *ledger.PartyFields) error { in.Name = name; return nil }
}

// A change that changes nothing takes no number.
func TestNoChangeTakesNoNumber(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.state(as)
		before := w.head()
		do(w, func(tx *ledger.Writer) (ledger.Party, error) {
			return tx.UpdateParty(w.ukraine, whatever, named("Ukraine"))
		})
		do(w, func(tx *ledger.Writer) (ledger.Position, error) {
			return tx.UpdatePosition(p.ID.String(), whatever, func(*ledger.PositionFields) error { return nil })
		})
		do(w, func(tx *ledger.Writer) (ledger.Revision, error) {
			v, isNew, err := tx.CreateRevision(w.article, ledger.RevisionFields{Text: articleText})
			if isNew {
				t.Error("the same text made a new revision")
			}
			return v, err
		})
		if after := w.head(); after != before {
			t.Errorf("took number %d", after)
		}
		if got := w.find(p.ID.String()); got.Number != p.Number {
			t.Errorf("the position has number %d", got.Number)
		}
	})
}

// Several transactions of the ledger are recorded together or not at all; one that
// changes nothing takes no number.
func TestTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before, fault := w.head(), errors.New("fault")
		together := func(commit bool, failing error) error {
			return ledger.Together(t.Context(), w.l, by.Workspace, func(write func(ledger.Caller, func(*ledger.Writer) error) error) (bool, error) {
				for range 2 {
					if err := write(by, func(tx *ledger.Writer) error { _, err := tx.CreatePosition(w.position()); return err }); err != nil {
						return false, err
					}
					if err := write(by, func(tx *ledger.Writer) error { _, err := tx.Party(w.ukraine); return err }); err != nil {
						return false, err
					}
				}
				return commit, failing
			})
		}
		holds := func(numbers int64, positions int) {
			t.Helper()
			list, _ := w.read().Positions(ledger.PositionFilter{}, ledger.Page{})
			if w.head() != before+numbers || len(list) != positions {
				t.Errorf("head %d after %d, %d positions", w.head(), before, len(list))
			}
		}
		if err := together(false, nil); err != nil {
			t.Error(err)
		}
		holds(0, 0)
		if err := together(true, fault); err != fault {
			t.Errorf("the fault became %v", err)
		}
		holds(0, 0)
		if err := together(true, nil); err != nil {
			t.Error(err)
		}
		holds(2, 2)
		newest := w.head()
		moment, err := w.read().Transaction(newest)
		if err != nil {
			t.Fatal(err)
		}
		if err := together(true, nil); err != nil { // goes on right behind a number that was given back
			t.Error(err)
		}
		if next, err := w.read().Transaction(newest + 1); err != nil || !next.RecordedAt.After(moment.RecordedAt) {
			t.Errorf("%v after %v, %v", next.RecordedAt, moment.RecordedAt, err)
		}
	})
}

func TestSeenNumberMustBeCurrent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v, _ := w.read().Party(w.ukraine)
		seen := ledger.Expect{Numbers: []int64{v.Number}}
		update := func(tx *ledger.Writer) (ledger.Party, error) {
			return tx.UpdateParty(w.ukraine, seen, named("Україна"))
		}
		do(w, update)
		refused(w, ledger.KindStale, "", update)
	})
}

// A slug belongs to its resource for good, also after that was retracted.
func TestSlugOfSomethingRetractedStaysTaken(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		party := func(tx *ledger.Writer) (ledger.Party, error) {
			return tx.CreateParty(ledger.PartyFields{Slug: new("kyiv"), Name: "Kyiv", Kind: ledger.KindState})
		}
		v := do(w, party)
		refused(w, ledger.KindConflict, "taken", party)
		do(w, func(tx *ledger.Writer) (ledger.Party, error) { return tx.RetractParty("kyiv", "x") })
		refused(w, ledger.KindConflict, "taken", party)
		refused(w, ledger.KindConflict, "", func(tx *ledger.Writer) (ledger.Party, error) {
			return tx.UpdateParty(v.ID.String(), whatever, named("again"))
		})
		before := w.head()
		again := do(w, func(tx *ledger.Writer) (ledger.Party, error) { return tx.RetractParty("kyiv", "another reason") })
		if again.Retracted.Reason != "x" || w.head() != before {
			t.Errorf("retracted again: %+v", again.Retracted)
		}
	})
}

// A correction may keep a reference to what was retracted since, and not make
// a new one.
func TestCorrectionKeepsARetractedReference(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.state(as)
		for _, party := range []string{w.ukraine, w.bloc} {
			do(w, func(tx *ledger.Writer) (ledger.Party, error) { return tx.RetractParty(party, "x") })
		}
		correct := func(change func(*ledger.PositionFields)) func(*ledger.Writer) (ledger.Position, error) {
			return func(tx *ledger.Writer) (ledger.Position, error) {
				return tx.UpdatePosition(p.ID.String(), whatever, func(in *ledger.PositionFields) error { change(in); return nil })
			}
		}
		do(w, correct(func(in *ledger.PositionFields) { in.Summary = "Corrected" }))
		refused(w, ledger.KindInvalid, "retracted", correct(func(in *ledger.PositionFields) { in.Speaker = new(ref(w.bloc)) }))
		in := w.position()
		refused(w, ledger.KindInvalid, "retracted", func(tx *ledger.Writer) (ledger.Position, error) { return tx.CreatePosition(in) })
	})
}

// The same key gives the first answer again; with another request it is refused.
func TestOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		create := func(hash string) (ledger.Party, error) {
			caller := by
			caller.Once = &ledger.Once{Key: "k", Hash: hash}
			return ledger.Write(t.Context(), w.l, caller, func(tx *ledger.Writer) (ledger.Party, error) {
				return tx.CreateParty(ledger.PartyFields{Name: "Once", Kind: ledger.KindState})
			})
		}
		first, err := create("a")
		again, errAgain := create("a")
		if err != nil || errAgain != nil || first.ID != again.ID {
			t.Errorf("%v, %v: %s and %s", err, errAgain, first.ID, again.ID)
		}
		if _, err := create("b"); !ledger.IsKind(err, ledger.KindKeyReused) {
			t.Errorf("another request: %v", err)
		}
	})
}
