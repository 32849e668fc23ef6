package ledger

import (
	"fmt"
	"time"
)

// PositionVersion is a position as one ledger transaction left it.
type PositionVersion struct {
	Number     int64     `json:"number"`
	RecordedAt time.Time `json:"recorded_at"`
	Actor      string    `json:"actor"`
	Reason     *string   `json:"reason"`
	Position   Position  `json:"position"`
}

// PositionVersions lists the versions of a position.
func (r *Reader) PositionVersions(ref string, page Page) ([]PositionVersion, error) {
	p, err := get(r, positions(), ref)
	if err != nil {
		return nil, err
	}
	return r.tables.Positions().Versions(r.ctx, p.ID, page)
}

// PositionVersion finds the version of a position that a transaction left.
func (r *Reader) PositionVersion(ref string, number int64) (PositionVersion, error) {
	list, err := r.PositionVersions(ref, Page{Limit: 1, After: &Key{Value: number - 1}})
	if err != nil {
		return PositionVersion{}, err
	}
	if len(list) == 0 || list[0].Number != number {
		return PositionVersion{}, NotFound("version", fmt.Sprint(number))
	}
	return list[0], nil
}
