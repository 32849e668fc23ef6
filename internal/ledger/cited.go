package ledger

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// Cited is what evidence stands in: its articles, each once, and which of them have a
// text that is like that of some other article.
type Cited struct {
	Articles []Article
	Alike    []uuid.UUID
}

// EvidenceTable also gives evidence with what it stands in.
type EvidenceTable interface {
	Table[Evidence, EvidenceFilter]
	// Cited lists the evidence in force of positions, by id, with what that stands in. The
	// tables must be as of a number (Store.At).
	Cited(ctx context.Context, positions []uuid.UUID) ([]Evidence, Cited, error)
}

// Cite gives positions their evidence in force, and tells what that stands in.
func (r *Reader) Cite(list []Position) (Cited, error) {
	var all Cited
	for piece := range slices.Chunk(list, evidencePiece) {
		found, cited, err := r.tables.Evidence().Cited(r.ctx, ids(piece, positionID))
		if err != nil {
			return all, err
		}
		giveEvidence(piece, found)
		all.Articles = append(all.Articles, cited.Articles...)
		all.Alike = append(all.Alike, cited.Alike...)
	}
	return all, nil
}
