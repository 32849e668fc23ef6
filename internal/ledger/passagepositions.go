package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// PassagePosition is a position that rests on a passage, by Evidence.
type PassagePosition struct {
	Identity
	Slug     *string   `json:"slug"`
	Party    Reference `json:"party"`
	Issue    Reference `json:"issue"`
	Act      string    `json:"act"`
	Stance   *string   `json:"stance"`
	Summary  string    `json:"summary"`
	Stated   edtf.Date `json:"stated"`
	Status   string    `json:"status"`
	Evidence uuid.UUID `json:"evidence"`
	Relation string    `json:"relation"`
}

// maxPassagePositions bounds what is shown beside one page of passages.
const maxPassagePositions = 5000

// ExpandPassages fills in the positions that rest on passages and count, or may
// come to count.
func (r *Reader) ExpandPassages(list []Passage) error {
	if len(list) == 0 {
		return nil
	}
	at := make(map[uuid.UUID]*Passage, len(list))
	for i := range list {
		list[i].Positions = []PassagePosition{}
		at[list[i].ID] = &list[i]
	}
	found, err := r.Evidence(EvidenceFilter{Passages: ids(list, func(p Passage) uuid.UUID { return p.ID })},
		Page{Limit: maxPassagePositions + 1, Sort: SortRecorded, Retracted: RetractedExclude})
	if err != nil {
		return err
	}
	if len(found) > maxPassagePositions {
		return &Error{Kind: KindTooMuch, Detail: "more than 5,000 positions rest on these passages; ask for fewer passages at once with limit"}
	}
	positions, err := r.positionsOf(found)
	for _, e := range found {
		if p, counts := positions[positionOf(e)]; counts {
			at[e.Passage].Positions = append(at[e.Passage].Positions, restingOn(p, e))
		}
	}
	return err
}

// positionOf is the position evidence is for, or none where it is for a salience.
func positionOf(e Evidence) uuid.UUID {
	if e.Position == nil {
		return uuid.Nil
	}
	return *e.Position
}

func (r *Reader) positionsOf(list []Evidence) (map[uuid.UUID]Position, error) {
	found, err := r.tables.Positions().Many(r.ctx, ids(list, positionOf))
	byID := make(map[uuid.UUID]Position, len(found))
	for _, p := range found {
		if p.Status == StatusAccepted || p.Status == StatusProposed {
			byID[p.ID] = p
		}
	}
	return byID, err
}

func restingOn(p Position, e Evidence) PassagePosition {
	return PassagePosition{Identity: p.Identity, Slug: p.Slug, Party: p.Party, Issue: p.Issue, Act: p.Act, Stance: p.Stance,
		Summary: p.Summary, Stated: p.Stated, Status: p.Status, Evidence: e.ID, Relation: e.Relation}
}
