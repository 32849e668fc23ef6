package ledger_test

import (
	"slices"
	"testing"

	"parley/internal/ledger"
)

func TestIssueTree(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		top := w.newIssue(nil)
		middle := w.newIssue(&top)
		low := w.newIssue(&middle)
		under := func(issue, parent string) func(*ledger.Writer) (ledger.Issue, error) {
			return func(tx *ledger.Writer) (ledger.Issue, error) {
				return tx.UpdateIssue(issue, whatever, func(in *ledger.IssueFields) error { in.Parent = new(ref(parent)); return nil })
			}
		}
		for _, parent := range []string{top, middle, low} {
			refused(w, ledger.KindInvalid, "cycle", under(top, parent))
		}
		do(w, under(low, top))
		ids, err := w.read().Subtree(ref(top).ID)
		if err != nil || len(ids) != 3 || !slices.Contains(ids, ref(low).ID) {
			t.Errorf("the subtree is %v, %v", ids, err)
		}
	})
}

// An issue and what hangs on it stay in one negotiation.
func TestIssueStaysInItsNegotiation(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		other := do(w, func(tx *ledger.Writer) (ledger.Negotiation, error) {
			return tx.CreateNegotiation(ledger.NegotiationFields{Name: "Others"})
		}).ID.String()
		move := func(issue string) func(*ledger.Writer) (ledger.Issue, error) {
			return func(tx *ledger.Writer) (ledger.Issue, error) {
				return tx.UpdateIssue(issue, whatever, func(in *ledger.IssueFields) error { in.Negotiation = ref(other); return nil })
			}
		}
		do(w, move(w.newIssue(nil)))
		parent := w.newIssue(nil)
		child := w.newIssue(&parent)
		refused(w, ledger.KindInvalid, "in-use", move(parent))
		refused(w, ledger.KindInvalid, "negotiation", move(child))
		w.state(as)
		refused(w, ledger.KindInvalid, "in-use", move(w.issue))
	})
}
