package db

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// earliest and latest give the bounds of an optional date. Without a date they
// exclude each other, so that no search by date finds the row.
func earliest(d *edtf.Date) int64 {
	if d == nil {
		return int64(edtf.MaxDay)
	}
	return int64(d.Earliest())
}

func latest(d *edtf.Date) int64 {
	if d == nil {
		return int64(edtf.MinDay)
	}
	return int64(d.Latest())
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// unique gives the ids of references, each once, in order.
func unique(refs []ledger.Reference) []uuid.UUID {
	ids := make([]uuid.UUID, 0, len(refs))
	for _, ref := range refs {
		if !slices.Contains(ids, ref.ID) {
			ids = append(ids, ref.ID)
		}
	}
	return ids
}
