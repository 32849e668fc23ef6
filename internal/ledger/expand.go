package ledger

import (
	"slices"

	"github.com/google/uuid"
)

// Expansion says what to show in full instead of by its id. Loaded means that
// the positions have their evidence already.
type Expansion struct {
	Party, Issue, Evidence, Article bool
	Loaded                          bool
}

// Expand fills in what is asked, with one query for each kind however many
// positions there are.
func (r *Reader) Expand(list []Position, x Expansion) error {
	if len(list) == 0 {
		return nil
	}
	if x.Party {
		if err := expandAll(r, r.tables.Parties(), ids(list, Position.partyID), list, func(p *Position) *Reference { return &p.Party }); err != nil {
			return err
		}
	}
	if x.Issue {
		if err := expandAll(r, r.tables.Issues(), ids(list, Position.issueID), list, func(p *Position) *Reference { return &p.Issue }); err != nil {
			return err
		}
	}
	if (x.Evidence || x.Article) && !x.Loaded {
		if err := r.loadEvidence(list); err != nil {
			return err
		}
	}
	if x.Article {
		return r.expandArticles(list)
	}
	return nil
}

func (p Position) partyID() uuid.UUID { return p.Party.ID }
func (p Position) issueID() uuid.UUID { return p.Issue.ID }
func positionID(p Position) uuid.UUID { return p.ID }

// ids collects each id once.
func ids[T any](list []T, id func(T) uuid.UUID) []uuid.UUID {
	var out []uuid.UUID
	seen := make(map[uuid.UUID]bool, len(list))
	for _, v := range list {
		if one := id(v); !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
	}
	return out
}

// expandAll replaces references by what they point to.
func expandAll[T, F, O any](r *Reader, t SluggedTable[T, F], wanted []uuid.UUID, owners []O, ref func(*O) *Reference) error {
	found, err := t.Many(r.ctx, wanted)
	if err != nil {
		return err
	}
	byID := make(map[uuid.UUID]*Shown, len(found))
	for i := range found {
		if byID[as(&found[i]).identity().ID], err = Show(&found[i]); err != nil {
			return err
		}
	}
	for i := range owners {
		to := ref(&owners[i])
		to.Shown = byID[to.ID]
	}
	return nil
}

// evidencePiece is of how many positions the evidence is read at once: databases
// bound the values of one query.
const evidencePiece = 500

func (r *Reader) loadEvidence(list []Position) error {
	for piece := range slices.Chunk(list, evidencePiece) {
		if err := r.loadPiece(piece); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) loadPiece(list []Position) error {
	found, err := r.Evidence(EvidenceFilter{Positions: ids(list, positionID)}, Page{Retracted: RetractedExclude})
	if err != nil {
		return err
	}
	giveEvidence(list, found)
	return nil
}

func giveEvidence(list []Position, found []Evidence) {
	at := make(map[uuid.UUID]*Position, len(list))
	for i := range list {
		list[i].Evidence = []Evidence{}
		at[list[i].ID] = &list[i]
	}
	for _, e := range found {
		at[*e.Position].Evidence = append(at[*e.Position].Evidence, e)
	}
}

func (r *Reader) expandArticles(list []Position) error {
	var all []*Evidence
	for i := range list {
		for j := range list[i].Evidence {
			all = append(all, &list[i].Evidence[j])
		}
	}
	if len(all) == 0 {
		return nil
	}
	wanted := ids(all, func(e *Evidence) uuid.UUID { return e.Article.ID })
	return expandAll(r, r.tables.Articles(), wanted, all, func(e **Evidence) *Reference { return &(*e).Article })
}
