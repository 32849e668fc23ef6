package ledger_test

import (
	"testing"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func superseding(ids ...string) []ledger.Reference {
	var refs []ledger.Reference
	for _, id := range ids {
		refs = append(refs, ref(id))
	}
	return refs
}

// A position supersedes those of the same party on the same issue only, also
// after a correction of either.
func TestSupersedingStaysInAPair(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		earlier := w.state(as).ID.String()
		other := w.newIssue(nil)
		for _, change := range []func(*ledger.PositionFields){
			func(in *ledger.PositionFields) { in.Party = ref(w.russia) },
			func(in *ledger.PositionFields) { in.Issue = ref(other) },
		} {
			in := w.position()
			in.Supersedes = superseding(earlier)
			change(&in.PositionFields)
			refused(w, ledger.KindInvalid, "other-pair", func(tx *ledger.Writer) (ledger.Position, error) { return tx.CreatePosition(in) })
		}
		later := w.state(func(in *ledger.PositionInput) { in.Supersedes = superseding(earlier) }).ID.String()
		for _, id := range []string{earlier, later} {
			refused(w, ledger.KindInvalid, "", func(tx *ledger.Writer) (ledger.Position, error) {
				return tx.UpdatePosition(id, whatever, func(in *ledger.PositionFields) error { in.Issue = ref(other); return nil })
			})
		}
	})
}

func TestSupersedingInACircleIsRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.state(as).ID.String()
		b := w.state(func(in *ledger.PositionInput) { in.Supersedes = superseding(a) }).ID.String()
		c := w.state(func(in *ledger.PositionInput) { in.Supersedes = superseding(b) }).ID.String()
		for _, by := range []string{a, b, c} {
			refused(w, ledger.KindInvalid, "cycle", func(tx *ledger.Writer) (ledger.Position, error) {
				return tx.UpdatePosition(a, whatever, func(in *ledger.PositionFields) error { in.Supersedes = superseding(by); return nil })
			})
		}
	})
}

// Two positions of one party on one issue stand together until one says that
// it supersedes the other; taking that back lets the other stand again.
func TestNothingReplacesSilently(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.state(as).ID.String()
		w.state(func(in *ledger.PositionInput) { in.Act = "reject" })
		if w.find(a).Ended != nil {
			t.Error("a later position ended one it does not name")
		}
		b := w.state(func(in *ledger.PositionInput) {
			in.Supersedes, in.Stated = superseding(a), edtf.MustParse("2026-02-01")
		}).ID
		if end := w.find(a).Ended; end == nil || end.How != ledger.EndSuperseded || *end.By != b || end.Date.String() != "2026-02-01" {
			t.Errorf("ended %+v", end)
		}
		do(w, func(tx *ledger.Writer) (ledger.Position, error) { return tx.RetractPosition(b.String(), "wrong") })
		if w.find(a).Ended != nil {
			t.Error("a retracted position still ends another")
		}
	})
}

// A withdrawal with an imprecise date does not itself possibly stand.
func TestAWithdrawalLeavesNothingStanding(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.state(func(in *ledger.PositionInput) { in.Stated = edtf.MustParse("2025-12-01") }).ID.String()
		w.state(func(in *ledger.PositionInput) {
			in.Act, in.Supersedes, in.Stated = ledger.ActWithdraw, superseding(a), edtf.MustParse("2026-01")
		})
		day := edtf.MustParse("2026-01-15").Earliest()
		for match, want := range map[edtf.Match]int{edtf.Certain: 0, edtf.Possible: 1} {
			list, err := w.read().Positions(ledger.PositionFilter{Standing: &ledger.Standing{Day: day, Match: match}}, ledger.Page{})
			if err != nil || len(list) != want {
				t.Errorf("match %d: %d stand, %v", match, len(list), err)
			}
		}
	})
}
