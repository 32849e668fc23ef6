package api

import (
	"github.com/google/uuid"

	"parley/internal/atom"
	"parley/internal/ledger"
)

// entries show the positions with their passages, when that last changed and who did it.
func (f atomPage) entries(list []ledger.Position) ([]atom.Entry, error) {
	last, err := f.loadEvidence(list)
	if err != nil {
		return nil, err
	}
	if err := f.Expand(list, ledger.Expansion{Party: true, Issue: true, Evidence: true, Article: true, Loaded: true}); err != nil {
		return nil, err
	}
	var numbers []int64
	for _, m := range last {
		numbers = append(numbers, m.Number)
	}
	changed, err := f.TransactionsByNumber(numbers)
	var entries []atom.Entry
	for i, p := range list {
		entries = append(entries, atom.EntryOf(p, last[i].UpdatedAt, changed[last[i].Number].Actor, f.base))
	}
	return entries, err
}

// loadEvidence gives the positions their evidence, and says for each when it, its
// evidence or a passage of that last changed. Evidence that was taken back is not
// shown, but that it was is a change.
func (f atomPage) loadEvidence(list []ledger.Position) ([]ledger.Meta, error) {
	var wanted []uuid.UUID
	last, at := make([]ledger.Meta, len(list)), map[uuid.UUID]int{}
	for i, p := range list {
		wanted = append(wanted, p.ID)
		last[i], at[p.ID] = p.Meta, i
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	found, err := f.Evidence(ledger.EvidenceFilter{Positions: wanted}, ledger.Page{Retracted: ledger.RetractedInclude})
	for _, e := range found {
		i := at[*e.Position]
		last[i] = later(last[i], e.Meta)
		if e.Retracted == nil {
			list[i].Evidence = append(list[i].Evidence, e)
			last[i] = later(last[i], e.Selected.Meta)
		}
	}
	return last, err
}

func later(a, b ledger.Meta) ledger.Meta {
	if b.Number > a.Number {
		return b
	}
	return a
}
