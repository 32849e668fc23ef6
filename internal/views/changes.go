package views

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Kinds of change.
const (
	ChangeStated    = "stated"    // newly stated, or newly in the record
	ChangeEnded     = "ended"     // superseded, withdrawn or past its held_until
	ChangeChanged   = "changed"   // softened, hardened, reversed or denied what was held before
	ChangeRetracted = "retracted" // taken out of the record
	ChangeCorrected = "corrected" // its fields or its evidence say something else now
)

// Clocks by which changes are asked for.
const (
	ClockStated   = "stated"
	ClockRecorded = "recorded"
)

// Changes is what happened between two points of one clock.
type Changes struct {
	Head
	// Clock is "stated" (days of the world) or "recorded" (numbers of the ledger).
	ByClock string `json:"clock"`
	// From and To are the bounds as they were understood: days, both included, or
	// ledger numbers, the first excluded ("since I last looked at From").
	From    string       `json:"from"`
	To      string       `json:"to"`
	Changes []ChangeItem `json:"changes"`
}

// ChangeItem is one change of one position.
type ChangeItem struct {
	Kind     string  `json:"kind"`
	Date     *string `json:"date"` // EDTF, when in the world; nil for retractions and corrections
	Earliest *string `json:"earliest"`
	Latest   *string `json:"latest"`
	Number   *int64  `json:"number"` // ledger number it was recorded under last
	// RecordedAt is when that number was recorded.
	RecordedAt *time.Time `json:"recorded_at"`
	// Actor recorded it, for the Reason given, if any.
	Actor    *string     `json:"actor"`
	Reason   *string     `json:"reason"`
	Issue    Ref         `json:"issue"`
	Party    Ref         `json:"party"`
	Position PositionRef `json:"position"`
	Effect   *Effect     `json:"effect"`
	// Ended is filled for ends: how, when and by which later position.
	Ended *ledger.End `json:"ended"`
	// Differences is filled for corrections.
	Differences []Difference `json:"differences"`
	// Evidence is what became of links between the two points.
	Evidence []EvidenceChange `json:"evidence"`
}

// What can become of evidence.
const (
	EvidenceAdded     = "added"
	EvidenceRemoved   = "removed"   // retracted
	EvidenceCorrected = "corrected" // it says something else of the passage
	EvidenceMoved     = "moved"     // the passage stands elsewhere, or in other words
	EvidenceLost      = "lost"      // the newest revision no longer says where it stands
	EvidenceFound     = "found"     // it does again
)

// EvidenceChange is what became of one piece of evidence.
type EvidenceChange struct {
	ID   uuid.UUID `json:"id"`
	What string    `json:"what"`
}

// Difference is one field that says something else than before, as JSON.
type Difference struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// change is an item with what it is sorted by: when, in the clock asked for, then where its statement
// stands among others, then the position, then the kind in the order in which a reader asks. The item's own
// Position is written when all are in order.
type change struct {
	ChangeItem
	when int64
	rank
	position *ledger.Position
}

var kindsInOrder = []string{ChangeStated, ChangeChanged, ChangeCorrected, ChangeEnded, ChangeRetracted}

func newChange(kind string, p *ledger.Position, issue, party Ref, when int64) change {
	return change{when: when, position: p, ChangeItem: ChangeItem{
		Kind: kind, Number: &p.Number, RecordedAt: &p.UpdatedAt, Issue: issue, Party: party,
		Differences: []Difference{}, Evidence: []EvidenceChange{},
	}}
}

// statedAs dates a change by the statement and says what that did.
func (c change) statedAs(effect Effect) change {
	date := c.position.Stated.String()
	c.Date, c.Effect = &date, &effect
	return c.between(c.position.Stated.Earliest(), c.position.Stated.Latest())
}

// andChanged adds to a statement that it changed what was held before, where it did.
func (c change) andChanged() []change {
	if !c.Effect.is(EffectSoftened, EffectHardened, EffectReversed, EffectDenied) {
		return []change{c}
	}
	changed := c
	changed.Kind = ChangeChanged
	return []change{c, changed}
}

// endedAs dates a change by the first day on which the position no longer holds.
func (c change) endedAs() change {
	date := span(c.position.Ended.Bounds())
	c.Date, c.Ended = &date, c.position.Ended
	return c.between(c.position.Ended.Bounds())
}

func (c change) between(earliest, latest edtf.Day) change {
	c.Earliest, c.Latest = shownDay(earliest), shownDay(latest)
	return c
}

func (m *Material) changes(clock, from, to string, list []change) Changes {
	slices.SortFunc(list, func(a, b change) int {
		kinds := cmp.Compare(slices.Index(kindsInOrder, a.Kind), slices.Index(kindsInOrder, b.Kind))
		return cmp.Or(cmp.Compare(a.when, b.when), inRank(a.rank, b.rank), byStated(a.position, b.position), kinds)
	})
	v := Changes{Head: m.head(), ByClock: clock, From: from, To: to, Changes: make([]ChangeItem, len(list))}
	for i := range list {
		v.Changes[i] = list[i].ChangeItem
		v.Changes[i].Position = m.refOfPosition(list[i].position)
	}
	return v
}
