package bundle_test

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"
	"testing"

	"parley/db/dbtest"
	"parley/internal/bundle"
	"parley/internal/ledger"
)

// counted yields items without an end and counts them.
type counted struct {
	item  func(n int) bundle.Item
	read  atomic.Int64
	ended bool
}

func (*counted) LeftOut() []string { return nil }
func (*counted) Origin() string    { return "" }

func (c *counted) Items(context.Context) iter.Seq2[bundle.Item, error] {
	return func(yield func(bundle.Item, error) bool) {
		defer func() { c.ended = true }()
		for n := int(c.read.Add(1)); yield(c.item(n), nil); n = int(c.read.Add(1)) {
		}
	}
}

var errFull = errors.New("the disk is full")

// While some items are recorded the next are read, as many and no more, and nothing is
// read any more once the import has ended.
func TestReadingAhead(t *testing.T) {
	const batch, last = 10, 35
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		secondIsRead := make(chan struct{})
		from := &counted{}
		from.item = func(n int) bundle.Item {
			if n == 2*batch {
				close(secondIsRead)
			}
			return bundle.Item{Line: n, Record: func(*ledger.Writer) (bool, error) {
				<-secondIsRead
				if read, most := from.read.Load(), int64(2+(n-1)/batch)*batch; read > most {
					t.Errorf("when item %d is recorded, %d are read and not %d", n, read, most)
				}
				if n == last {
					return false, errFull
				}
				return false, nil
			}}
		}
		_, err := bundle.Record(t.Context(), r.Ledger, importer, from, "endless", bundle.Options{Batch: batch})
		if !errors.Is(err, errFull) || !from.ended {
			t.Errorf("%v; reading has ended: %t", err, from.ended)
		}
	})
}

// A reader that panics does so where the import was called, which may recover.
func TestReaderPanics(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	from := &counted{item: func(int) bundle.Item { panic("no reader") }}
	defer func() {
		if p := recover(); p != "no reader" || !from.ended {
			t.Errorf("%v; reading has ended: %t", p, from.ended)
		}
	}()
	_, err := bundle.Record(t.Context(), r.Ledger, importer, from, "broken", bundle.Options{})
	t.Errorf("no panic but %v", err)
}
