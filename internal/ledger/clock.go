package ledger

import (
	"context"
	"fmt"
	"time"

	"parley/internal/edtf"
)

// Moment is a point of a workspace's ledger: the number of a transaction and
// when it was recorded. Number 0 is before the first one, and has no time.
type Moment struct {
	Number     int64      `json:"number"`
	RecordedAt *time.Time `json:"recorded_at"`
}

// Clock is the two clocks of a question, as its answer shows them: the day of
// the world it is about, how sure imprecise dates have to be of that day, and
// the moment of the record it was answered from.
type Clock struct {
	AsOf    edtf.Day   `json:"as_of"`
	Match   edtf.Match `json:"match"`
	KnownAt Moment     `json:"known_at"`
}

// Course is what decides on which days a position stands: the days that can be the one it
// was stated on, and the first one on which it no longer holds.
type Course struct {
	Status, Act                                              string
	StatedEarliest, StatedLatest, EndedEarliest, EndedLatest edtf.Day
}

// StandsOn tells whether a position holds at the end of a day (rule 2): for
// certain when it was surely stated by then and surely had not ended, possibly
// when it may have been stated and may not have ended. Only what was accepted
// stands, and a withdrawal never does.
func (c Course) StandsOn(day edtf.Day, match edtf.Match) bool {
	if c.Status != StatusAccepted || c.Act == ActWithdraw {
		return false
	}
	if match == edtf.Possible {
		return c.StatedEarliest <= day && c.EndedLatest > day
	}
	return c.StatedLatest <= day && c.EndedEarliest > day
}

// StandsOn tells whether the position holds at the end of a day, as its course has it.
func (p *Position) StandsOn(day edtf.Day, match edtf.Match) bool {
	c := Course{Status: p.Status, Act: p.Act, StatedEarliest: p.Stated.Earliest(), StatedLatest: p.Stated.Latest()}
	c.EndedEarliest, c.EndedLatest = p.Ended.Bounds()
	return c.StandsOn(day, match)
}

// KnownAt asks for a moment of the record: the transaction of a number, or the
// last one recorded at or before a time. With neither it is the newest.
type KnownAt struct {
	Number *int64
	Time   *time.Time
}

// Asked is what a question says of the two clocks. Newest is the newest moment, where
// the caller has read it already; it need not be asked for again then.
type Asked struct {
	AsOf    edtf.Day
	Match   edtf.Match
	KnownAt KnownAt
	Newest  Moment
}

// ReadAt opens a workspace as it was recorded at a moment. What it reads never
// changes again, so the same question gives the same answer for ever. A moment
// that is not recorded yet is an Error of KindInvalid.
func (l *Ledger) ReadAt(ctx context.Context, workspace string, asked Asked) (*Reader, error) {
	if t := asked.KnownAt.Time; t != nil && t.After(l.now()) {
		return nil, badMoment("future", "the time is in the future, and more may be recorded before it comes; leave known_at out for the newest")
	}
	tables, moment, err := l.at(ctx, workspace, asked)
	if asked.KnownAt.Number != nil && IsKind(err, KindNotFound) {
		return nil, badMoment("unrecorded", "the ledger has no number %d yet", *asked.KnownAt.Number)
	}
	past := asked.KnownAt != (KnownAt{})
	return &Reader{ctx: ctx, tables: tables, past: past, clock: Clock{AsOf: asked.AsOf, Match: asked.Match, KnownAt: moment}}, err
}

func (l *Ledger) at(ctx context.Context, workspace string, asked Asked) (Tables, Moment, error) {
	if asked.KnownAt != (KnownAt{}) || asked.Newest.Number == 0 {
		return l.store.At(ctx, workspace, asked.KnownAt)
	}
	tables, err := l.store.AsOf(ctx, workspace, asked.Newest.Number)
	return tables, asked.Newest, err
}

func badMoment(code, format string, args ...any) error {
	return &Error{Kind: KindInvalid, Detail: "the parameter names no moment of the record",
		Faults: []Fault{{Parameter: "known_at", Code: code, Detail: fmt.Sprintf(format, args...)}}}
}

// Clock is what a reader was asked of the two clocks and the moment it answers
// from; only one of Ledger.ReadAt has one.
func (r *Reader) Clock() Clock { return r.clock }
