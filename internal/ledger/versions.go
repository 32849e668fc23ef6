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
	// Before is the version it replaced; nil for the first.
	Before *Position `json:"-"`
}

// PositionVersions lists the versions of a position.
func (r *Reader) PositionVersions(ref string, page Page) ([]PositionVersion, error) {
	p, err := get(r, positions(), ref)
	if err != nil {
		return nil, err
	}
	list, err := r.tables.Positions().Versions(r.ctx, p.ID, page)
	if err != nil {
		return nil, err
	}
	return list, r.setBefore(list)
}

// setBefore fills in what each version replaced: mostly its neighbour in the
// list, and for the oldest one the version that a query finds.
func (r *Reader) setBefore(list []PositionVersion) error {
	if len(list) == 0 {
		return nil
	}
	oldest := 0
	for i := range list {
		if list[i].Number < list[oldest].Number {
			oldest = i
		}
	}
	for i := range list {
		for _, j := range []int{i - 1, i + 1} {
			if j >= 0 && j < len(list) && list[j].Number < list[i].Number {
				list[i].Before = &list[j].Position
			}
		}
	}
	before, err := r.tables.Positions().Versions(r.ctx, list[oldest].Position.ID,
		Page{Limit: 1, Sort: SortRecordedDesc, After: &Key{Value: list[oldest].Number}})
	if err == nil && len(before) > 0 {
		list[oldest].Before = &before[0].Position
	}
	return err
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
