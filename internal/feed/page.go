package feed

import (
	"fmt"
	"slices"

	"parley/internal/ledger"
)

// Bounds of one page: how many changes are looked at, how many at a time, and
// how many bytes of resources may come together.
const (
	maxLooked = 2000
	maxChunk  = 50
	maxBytes  = 4 << 20
)

// Page is a stretch of the feed. Next is where to go on: the last place that was
// looked at, whether or not it passed the filter, so that a follower of few
// things gets on too. More tells that the record goes on behind it already.
type Page struct {
	Events []Event
	Next   ledger.Place
	More   bool
	Head   ledger.Moment
}

// Read gives the events behind a place, at most limit. A place that is not
// recorded yet is an Error of KindInvalid: a record that was set back to a backup
// would otherwise let its followers wait and then miss what is written anew.
func Read(r *ledger.Reader, after ledger.Place, f Filter, limit int) (Page, error) {
	head, err := r.Newest()
	if err != nil {
		return Page{}, err
	}
	if after.Number > head.Number {
		return Page{}, unrecorded(after, head.Number)
	}
	s := scan{reader: r, limit: limit, Page: Page{Next: after, Head: head, Events: []Event{}}}
	if after == ledger.Through(head.Number) {
		return s.Page, nil
	}
	if s.filter, err = f.family(r); err != nil {
		return Page{}, err
	}
	err = s.run()
	return s.Page, err
}

func unrecorded(after ledger.Place, head int64) error {
	return &ledger.Error{Kind: ledger.KindInvalid, Detail: "the feed cannot go on from there",
		Faults: []ledger.Fault{{Parameter: "after", Code: "unrecorded", Detail: fmt.Sprintf(
			"the ledger has no number %d, its newest is %d; if it was set back, read it again from 0", after.Number, head)}}}
}

// scan is a page while it is read.
type scan struct {
	Page
	reader        *ledger.Reader
	filter        Filter
	limit         int
	looked, bytes int
}

func (s *scan) run() error {
	for s.Next.Before(ledger.Through(s.Head.Number)) {
		rows, err := s.reader.ChangesAfter(s.Next, s.Head.Number, s.chunk())
		if err != nil {
			return err
		}
		if err := s.take(rows); err != nil {
			return err
		}
		switch {
		case len(rows) > 0 && s.Next != rows[len(rows)-1].Place:
			s.More = true
			return nil
		case len(rows) < s.chunk():
			s.Next = ledger.Through(s.Head.Number)
		case s.full():
			s.More = true
			return nil
		}
	}
	return nil
}

// chunk is how many changes are read at a time; where all of them pass, no more
// than are asked for.
func (s *scan) chunk() int {
	if s.filter.byThing() || len(s.filter.Kinds) > 0 {
		return maxChunk
	}
	return min(maxChunk, s.limit)
}

func (s *scan) full() bool {
	return len(s.Events) >= s.limit || s.bytes >= maxBytes || s.looked >= maxLooked
}

// take looks at changes until the page is full, and keeps what passes.
func (s *scan) take(rows []ledger.FedChange) error {
	through, err := s.belongings(rows)
	if err != nil {
		return err
	}
	for _, c := range rows {
		if s.full() {
			return nil
		}
		if s.filter.passes(c, through[c.Place]) {
			if err := s.keep(c); err != nil {
				return err
			}
		}
		s.looked++
		s.Next = c.Place
	}
	return nil
}

func (s *scan) keep(c ledger.FedChange) error {
	e, err := eventOf(c)
	s.Events = append(s.Events, e)
	s.bytes += len(e.Resource)
	return err
}

// belongings asks only for what can pass.
func (s *scan) belongings(rows []ledger.FedChange) (map[ledger.Place][]ledger.Belonging, error) {
	if !s.filter.byThing() || !slices.ContainsFunc(rows, s.filter.ofKind) {
		return nil, nil
	}
	return s.reader.Belongings(rows[0].Place, rows[len(rows)-1].Place)
}
