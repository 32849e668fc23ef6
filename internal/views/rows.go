package views

import (
	"strings"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Flat rows are what spreadsheets and dashboards read: fixed columns, one value
// in each, days as YYYY-MM-DD. A json tag is the name of a column; what is not
// known is null in JSON and empty in CSV.

// Column names a resource in a row: by its slug, or else by its id.
func (r Ref) Column() string {
	if r.Slug != nil {
		return *r.Slug
	}
	return r.ID.String()
}

// matchColumn is how sure imprecise dates had to be: certain or possible.
func (h Head) matchColumn() string {
	if h.Match == edtf.Possible {
		return "possible"
	}
	return "certain"
}

// proposalColumn names what the stance is towards; nil where that is the issue.
func (p PositionRef) proposalColumn() *string {
	if p.Proposal == nil {
		return nil
	}
	return new(p.Proposal.Column())
}

// scaleColumns are the columns of a place on a scale.
func (p PositionRef) scaleColumns() (value, low, high *float64) {
	if p.Scale == nil {
		return nil, nil, nil
	}
	return p.Scale.Value, p.Scale.Low, p.Scale.High
}

// statedDays are the first and the last day the statement can mean.
func (p PositionRef) statedDays() (earliest, latest *string) {
	stated, err := edtf.Parse(p.Stated)
	if err != nil {
		return nil, nil
	}
	return shownDay(stated.Earliest()), shownDay(stated.Latest())
}

// joined puts ids in one column.
func joined(ids []uuid.UUID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.String()
	}
	return strings.Join(list, " ")
}
