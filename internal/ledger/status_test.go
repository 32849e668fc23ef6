package ledger_test

import (
	"testing"

	"parley/internal/ledger"
)

// The status machine: proposed to accepted or rejected, accepted to retracted.
func TestStatusMachine(t *testing.T) {
	moves := map[string]func(*ledger.Writer, string) (ledger.Position, error){
		ledger.StatusAccepted:  func(tx *ledger.Writer, id string) (ledger.Position, error) { return tx.AcceptPosition(id) },
		ledger.StatusRejected:  func(tx *ledger.Writer, id string) (ledger.Position, error) { return tx.RejectPosition(id, "no") },
		ledger.StatusRetracted: func(tx *ledger.Writer, id string) (ledger.Position, error) { return tx.RetractPosition(id, "wrong") },
	}
	allowed := map[string]bool{"proposed accepted": true, "proposed rejected": true, "accepted retracted": true}
	each(t, func(t *testing.T, w *world) {
		for _, from := range []string{"proposed", "accepted", "rejected", "retracted"} {
			for to, move := range moves {
				id := w.withStatus(from, moves)
				if !allowed[from+" "+to] {
					refused(w, ledger.KindConflict, "", func(tx *ledger.Writer) (ledger.Position, error) { return move(tx, id) })
					continue
				}
				v := do(w, func(tx *ledger.Writer) (ledger.Position, error) { return move(tx, id) })
				if v.Status != to || w.find(id).Status != to {
					t.Errorf("%s to %s gives %s", from, to, v.Status)
				}
			}
		}
	})
}

func (w *world) withStatus(status string, moves map[string]func(*ledger.Writer, string) (ledger.Position, error)) string {
	first := ledger.StatusAccepted
	if status == ledger.StatusProposed || status == ledger.StatusRejected {
		first = ledger.StatusProposed
	}
	id := w.state(func(in *ledger.PositionInput) { in.Status = &first }).ID.String()
	if status != first {
		do(w, func(tx *ledger.Writer) (ledger.Position, error) { return moves[status](tx, id) })
	}
	return id
}

func TestOnlyProposedOrAcceptedCanBeCreated(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, status := range []string{"rejected", "retracted", "any", ""} {
			in := w.position()
			in.Status = &status
			refused(w, ledger.KindInvalid, "enum", func(tx *ledger.Writer) (ledger.Position, error) { return tx.CreatePosition(in) })
		}
	})
}

// Rule 4: no evidence, no position.
func TestAcceptedNeedsSupport(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.position()
		in.Evidence[0].Relation = ledger.RelationContext
		refused(w, ledger.KindInvalid, "no-evidence", func(tx *ledger.Writer) (ledger.Position, error) { return tx.CreatePosition(in) })
		in.Status = new(ledger.StatusProposed)
		v := do(w, func(tx *ledger.Writer) (ledger.Position, error) { return tx.CreatePosition(in) })
		refused(w, ledger.KindConflict, "", func(tx *ledger.Writer) (ledger.Position, error) { return tx.AcceptPosition(v.ID.String()) })
	})
}

// The last support of an accepted position cannot go; anything else can.
func TestLastSupportStays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.state(func(in *ledger.PositionInput) {
			in.Evidence = append(in.Evidence, w.quote("One issue is left"))
			in.Evidence[1].Relation = ledger.RelationContext
		})
		id, support, background := p.ID.String(), p.Evidence[0].ID.String(), p.Evidence[1].ID.String()
		retract := func(evidence string) func(*ledger.Writer) (ledger.Evidence, error) {
			return func(tx *ledger.Writer) (ledger.Evidence, error) { return tx.RetractEvidence(id, evidence, "x") }
		}
		refused(w, ledger.KindConflict, "", retract(support))
		refused(w, ledger.KindConflict, "", func(tx *ledger.Writer) (ledger.Evidence, error) {
			return tx.UpdateEvidence(id, support, whatever, func(in *ledger.EvidenceFields) error { in.Relation = ledger.RelationDisputes; return nil })
		})
		refused(w, ledger.KindConflict, "", func(tx *ledger.Writer) (ledger.Passage, error) {
			return tx.RetractPassage(p.Evidence[0].Passage.String(), "x")
		})
		refused(w, ledger.KindConflict, "", func(tx *ledger.Writer) (ledger.Article, error) { return tx.RetractArticle(w.article, "x") })
		// The text changes so that the support is orphaned; the background can still go.
		do(w, func(tx *ledger.Writer) (ledger.Revision, error) {
			v, _, err := tx.CreateRevision(w.article, ledger.RevisionFields{Text: "Nothing of this was said. One issue is left."})
			return v, err
		})
		do(w, retract(background))
		do(w, func(tx *ledger.Writer) (ledger.Position, error) { return tx.RetractPosition(id, "not said") })
		do(w, retract(support))
		do(w, func(tx *ledger.Writer) (ledger.Passage, error) {
			return tx.RetractPassage(p.Evidence[0].Passage.String(), "x")
		})
	})
}
