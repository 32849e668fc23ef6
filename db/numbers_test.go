package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/ledger"
)

const (
	writers       = 8
	writesEach    = 15
	cancelledFrom = 20 * time.Microsecond
)

// record writes one negotiation as one transaction and returns its number.
func record(ctx context.Context, s *db.Store, actor string, then func() (bool, error)) (number int64, err error) {
	err = s.Write(ctx, "default", ledger.Transaction{RecordedAt: time.Now(), Actor: actor}, func(t ledger.Tables, e ledger.Transaction) (bool, error) {
		number = e.Number
		v := ledger.Negotiation{Identity: fresh(), Meta: ledger.Meta{Number: e.Number},
			NegotiationFields: ledger.NegotiationFields{Name: actor}}
		if err := t.Negotiations().Insert(ctx, &v); err != nil {
			return false, err
		}
		if err := t.Transactions().InsertChanges(ctx, e.Number, []ledger.Change{{Kind: "negotiation", ID: v.ID, Action: "create"}}); err != nil {
			return false, err
		}
		return then()
	})
	return number, err
}

func commit() (bool, error) { return true, nil }

// Two stores on pools of their own stand for two processes.
func stores(t *testing.T, url string) [2]*db.Store {
	return [2]*db.Store{db.NewStore(open(t, url)), db.NewStore(open(t, url))}
}

func TestNumbersFollowCommitsWithoutGaps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		both := stores(t, url)
		var done atomic.Bool
		var reading, writing sync.WaitGroup
		for _, s := range both {
			reading.Go(func() {
				for !done.Load() {
					checkPrefix(t, s)
				}
			})
		}
		var mu sync.Mutex
		given := map[int64]bool{}
		for w := range writers {
			writing.Go(func() {
				for range writesEach {
					n, err := record(t.Context(), both[w%2], fmt.Sprint("writer ", w), commit)
					mu.Lock()
					if err != nil || given[n] {
						t.Errorf("number %d: %v", n, err)
					}
					given[n] = true
					mu.Unlock()
				}
			})
		}
		writing.Wait()
		done.Store(true)
		reading.Wait()
		if n := checkPrefix(t, both[0]); n != writers*writesEach || len(given) != n {
			t.Errorf("%d transactions, %d numbers given", n, len(given))
		}
	})
}

// checkPrefix checks that what is seen at any moment are the numbers from 1 to
// some n, in the order of time, each with what it changed; it gives n.
func checkPrefix(t *testing.T, s *db.Store) int {
	tables, err := s.Read(t.Context(), "default")
	if err != nil {
		t.Error(err)
		return 0
	}
	list, err := tables.Transactions().List(t.Context(), ledger.TransactionFilter{}, ledger.Page{})
	if err != nil {
		t.Error(err)
	}
	for i, v := range list {
		if v.Number != int64(i+1) {
			t.Errorf("number %d is seen in place %d", v.Number, i+1)
		}
		if i > 0 && v.RecordedAt.Before(list[i-1].RecordedAt) {
			t.Errorf("number %d was recorded before the one before it", v.Number)
		}
	}
	if len(list) > 0 {
		checkWhole(t, tables, int64(len(list)))
	}
	return len(list)
}

// checkWhole checks that what a transaction changed is seen with it.
func checkWhole(t *testing.T, tables ledger.Tables, number int64) {
	v, err := tables.Transactions().Get(t.Context(), number)
	if err != nil || len(v.Changes) != 1 {
		t.Errorf("number %d is seen with %d changes, %v", number, len(v.Changes), err)
		return
	}
	if _, err := tables.Negotiations().Get(t.Context(), v.Changes[0].ID); err != nil {
		t.Errorf("number %d is seen without its negotiation: %v", number, err)
	}
}

var errStop = errors.New("stop")

func TestWhatIsNotCommittedUsesNoNumber(t *testing.T) {
	endings := map[string]func() (bool, error){
		"an error":        func() (bool, error) { return false, errStop },
		"an error anyway": func() (bool, error) { return true, errStop },
		"no commit":       func() (bool, error) { return false, nil },
		"a panic":         func() (bool, error) { panic(errStop) },
	}
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		want := int64(0)
		for name, end := range endings {
			for range 30 { // more than there are connections
				if err := recovered(func() error { _, err := record(t.Context(), s, "x", end); return err }); err != nil && !errors.Is(err, errStop) {
					t.Fatalf("%s: %v", name, err)
				}
			}
			want++
			if n, err := record(t.Context(), s, "x", commit); n != want || err != nil {
				t.Errorf("after %s: number %d, %v, want %d", name, n, err, want)
			}
		}
		checkPrefix(t, s)
	})
}

func recovered(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	return fn()
}

// A caller who goes away at any moment leaves a whole write or none, and what
// was acknowledged stays.
func TestCancelledWritesAreWholeOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		acknowledged := map[int64]bool{}
		for i := range 60 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*cancelledFrom)
			if n, err := record(ctx, s, "hasty", commit); err == nil {
				acknowledged[n] = true
			}
			cancel()
		}
		n, err := record(t.Context(), s, "patient", commit)
		if err != nil {
			t.Fatal(err)
		}
		acknowledged[n] = true
		seen := checkPrefix(t, s)
		for number := range acknowledged {
			if number > int64(seen) {
				t.Errorf("number %d was acknowledged and is lost", number)
			}
		}
		for number := range int64(seen) {
			checkWhole(t, read(t, s, "default"), number+1)
		}
	})
}

func read(t *testing.T, s *db.Store, workspace string) ledger.Tables {
	t.Helper()
	tables, err := s.Read(t.Context(), workspace)
	must(t, err)
	return tables
}

// newest gives the tables as of the newest number.
func newest(t *testing.T, s *db.Store, workspace string) ledger.Tables {
	t.Helper()
	tables, _, err := s.At(t.Context(), workspace, ledger.KnownAt{})
	must(t, err)
	return tables
}

// Server time goes on in the ledger with every transaction, even if the clock
// goes back: ids, and with them the order of lists, are made from it.
func TestRecordedTimeDoesNotGoBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		now := time.Date(2026, 1, 22, 12, 0, 0, 0, time.UTC)
		for i, at := range []time.Time{now, now.Add(-time.Hour), now.Add(time.Microsecond)} {
			want := now.Add(time.Duration(i) * time.Microsecond)
			must(t, s.Write(t.Context(), "default", ledger.Transaction{RecordedAt: at, Actor: "x"}, func(_ ledger.Tables, e ledger.Transaction) (bool, error) {
				if !e.RecordedAt.Equal(want) {
					t.Errorf("recorded at %s, want %s", e.RecordedAt, want)
				}
				return true, nil
			}))
		}
	})
}

// Workspaces do not wait for each other on PostgreSQL (SQLite has one writer).
func TestWorkspacesDoNotWaitForEachOther(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	addWorkspace(t, d)
	s := db.NewStore(d)
	must(t, s.Write(t.Context(), "default", ledger.Transaction{Actor: "a"}, func(ledger.Tables, ledger.Transaction) (bool, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		return true, s.Write(ctx, "other", ledger.Transaction{Actor: "b"}, func(_ ledger.Tables, e ledger.Transaction) (bool, error) {
			if e.Number != 1 {
				t.Errorf("the other workspace begins with %d", e.Number)
			}
			return true, nil
		})
	}))
}

func addWorkspace(t *testing.T, d *db.DB) {
	t.Helper()
	now := time.Now()
	must(t, db.NewStore(d).InsertWorkspace(t.Context(), access.Workspace{Slug: "other", CreatedAt: &now}))
}

// Exports hold a connection each; as many as there are connections must not
// wait for one another for what a row names.
func TestConcurrentHistoriesDoNotWaitForEachOther(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		s := db.NewStore(d)
		newLoad(t, s, 100)
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		l := ledger.New(s)
		var all, begun sync.WaitGroup
		n := d.Read.Stats().MaxOpenConnections
		begun.Add(n)
		for range n {
			all.Go(func() { meet(ctx, t, l, &begun) })
		}
		all.Wait()
	})
}

// meet reads a history of which every reader sees the first row before any
// goes on.
func meet(ctx context.Context, t *testing.T, l *ledger.Ledger, begun *sync.WaitGroup) {
	r, err := l.ReadAt(ctx, "default", ledger.Asked{})
	if err != nil {
		t.Error(err)
		return
	}
	rows := 0
	err = r.EachHistoryRow(ledger.PositionFilter{}, ledger.Page{Limit: 30}, func(ledger.HistoryRow, ledger.Key) error {
		if rows++; rows == 1 {
			begun.Done()
			begun.Wait()
		}
		return nil
	})
	if err != nil || rows != 30 {
		t.Errorf("%d rows, %v", rows, err)
	}
}
