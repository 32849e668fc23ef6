package main

import (
	"time"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// bornAt is when the negotiation begins; a year passes between the statements
// of a pair.
var bornAt = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// How the record moves on, each under a number of its own.
const (
	hotPairs      = 10  // of these every position is corrected often
	hotTimes      = 40  // so often
	retitled      = 200 // articles
	revised       = 60  // articles that get a new text, in which their passages are sought
	qualified     = 300 // evidence that is corrected
	renamedTwice  = 2
	correctedDays = 3 // every so-manieth correction is of the day
)

// moveOn corrects every position of the negotiation, adds one to each pair that
// ends another, and renames parties, issues and articles.
func (t *talks) moveOn() error {
	before := t.position
	for i := range before {
		times := 1
		if i < hotPairs*talkPositions {
			times = hotTimes
		}
		for n := range times {
			if err := t.correct(before[i], i+n); err != nil {
				return err
			}
		}
	}
	for _, step := range []func() error{t.end, t.qualify, t.rename, t.retitle, t.revise} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// later writes one transaction of the record moving on.
func later[T any](t *talks, fn func(*ledger.Writer) (T, error)) error {
	t.corrections++
	_, err := record(t, fn)
	return err
}

var always = ledger.Expect{Any: true}

func (t *talks) correct(p ledger.Position, i int) error {
	return later(t, func(w *ledger.Writer) (ledger.Position, error) {
		return w.UpdatePosition(p.ID.String(), always, func(f *ledger.PositionFields) error {
			f.Summary, f.Note = t.prose(90), ptr(t.prose(60))
			if i%correctedDays == 0 {
				f.Stated = edtf.MustParse(p.Stated.Earliest().String()[:7] + "-15")
			}
			return nil
		})
	})
}

// end adds to each pair a position that supersedes the last.
func (t *talks) end() error {
	for pair := range talkIssues * talkParties {
		last := t.position[pair*talkPositions+talkPositions-1]
		in := t.statement(pair/talkParties, pair%talkParties, pair, talkPositions)
		in.Supersedes = []ledger.Reference{ledger.RefTo(last.ID)}
		if err := later(t, func(w *ledger.Writer) (ledger.Position, error) { return w.CreatePosition(in) }); err != nil {
			return err
		}
	}
	return nil
}

func (t *talks) qualify() error {
	for i := range qualified {
		p := t.position[i*len(t.position)/qualified]
		err := later(t, func(w *ledger.Writer) (ledger.Evidence, error) {
			return w.UpdateEvidence(p.ID.String(), p.Evidence[0].ID.String(), always, func(f *ledger.EvidenceFields) error {
				f.Note = ptr(t.prose(50))
				return nil
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
