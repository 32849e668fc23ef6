package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// seenOn is the day by which something dated so was seen: the last it can mean,
// or the first where the last is open or unknown.
func seenOn(d edtf.Date) edtf.Day {
	if d.Latest() < edtf.MaxDay {
		return d.Latest()
	}
	return d.Earliest()
}

// sightings are the days on which a position was stated or an article in its
// support was published, in order and each once; open and unknown days are none.
func (m *Material) sightings(p *ledger.Position) []edtf.Day {
	days := []edtf.Day{p.Stated.Earliest(), seenOn(p.Stated)}
	for _, e := range supportOf(p) {
		if published := m.Articles[e.Article.ID].Published; published != nil {
			days = append(days, seenOn(*published))
		}
	}
	return inCalendar(days)
}

func inCalendar(days []edtf.Day) []edtf.Day {
	slices.Sort(days)
	days = slices.DeleteFunc(days, func(d edtf.Day) bool { return d <= edtf.MinDay || d >= edtf.MaxDay })
	return slices.Compact(days)
}

// lastBy is the last of some days in order that is not after a given one.
func lastBy(days []edtf.Day, day edtf.Day) (edtf.Day, bool) {
	i, found := slices.BinarySearch(days, day)
	if found {
		return day, true
	}
	if i == 0 {
		return 0, false
	}
	return days[i-1], true
}

// lastSeen is what CellPosition.LastSeen shows.
func (m *Material) lastSeen(p *ledger.Position) *string {
	day, known := lastBy(m.sightings(p), m.AsOf)
	if !known {
		return nil
	}
	return shownDay(day)
}

// passagesOf are the passages in support of positions, each once, as one
// sentence can be evidence for two of them.
func passagesOf(list ...*ledger.Position) map[uuid.UUID]bool {
	passages := map[uuid.UUID]bool{}
	for _, p := range list {
		for _, e := range supportOf(p) {
			passages[e.Passage] = true
		}
	}
	return passages
}
