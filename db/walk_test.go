package db_test

import (
	"errors"
	"fmt"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// A walk over several chunks gives every row once and in order, also while
// others write, and can be broken off at any row.
func TestLongWalk(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		l := ledger.New(db.NewStore(open(t, url)))
		const n = 2500 // two whole chunks and a half
		stateMany(t, l, n)
		for written, sort := range []ledger.Sort{ledger.SortStated, ledger.SortStatedDesc, ledger.SortRecorded, ledger.SortRecordedDesc} {
			r, err := l.ReadAt(t.Context(), "default", ledger.Asked{})
			must(t, err)
			seen := map[string]bool{}
			err = r.EachHistoryRow(ledger.PositionFilter{}, ledger.Page{Sort: sort}, func(row ledger.HistoryRow, _ ledger.Key) error {
				if seen[row.PositionID] {
					t.Fatalf("%s: %s comes twice", sort, row.PositionID)
				}
				if row.PartyName != "Upland" || row.Negotiation != "talks" {
					t.Fatalf("names are missing: %+v", row)
				}
				seen[row.PositionID] = true
				if len(seen) == 10 {
					stateMany(t, l, 1) // after the moment asked for: not seen
				}
				return nil
			})
			must(t, err)
			if want := n + written; len(seen) != want {
				t.Errorf("%s: %d rows, want %d", sort, len(seen), want)
			}
		}
		r, err := l.ReadAt(t.Context(), "default", ledger.Asked{})
		must(t, err)
		for _, at := range []int{1, 999, 1000, 1001, 2000} {
			stop, rows := errors.New("stop"), 0
			err := r.EachHistoryRow(ledger.PositionFilter{}, ledger.Page{Sort: ledger.SortStated}, func(ledger.HistoryRow, ledger.Key) error {
				if rows++; rows == at {
					return stop
				}
				return nil
			})
			if !errors.Is(err, stop) || rows != at {
				t.Errorf("broken off at %d: %d rows, %v", at, rows, err)
			}
		}
	})
}

// stateMany records drafts, which need no evidence.
func stateMany(t *testing.T, l *ledger.Ledger, n int) {
	t.Helper()
	by := ledger.Caller{Workspace: "default", Actor: "test"}
	_, err := ledger.Write(t.Context(), l, by, func(w *ledger.Writer) (int, error) {
		if _, err := w.Negotiation("talks"); err != nil {
			if err := setUp(w); err != nil {
				return 0, err
			}
		}
		status := ledger.StatusProposed
		for i := range n {
			in := ledger.PositionInput{Status: &status, PositionFields: ledger.PositionFields{
				Party: ledger.ParseReference("upland"), Issue: ledger.ParseReference("tolls"), Act: "offer",
				Summary: fmt.Sprint(i), Stated: edtf.MustParse(fmt.Sprintf("2026-01-%02d", 1+i%28))}}
			if _, err := w.CreatePosition(in); err != nil {
				return 0, err
			}
		}
		return n, nil
	})
	must(t, err)
}

func setUp(w *ledger.Writer) error {
	talks, upland, tolls := "talks", "upland", "tolls"
	_, err1 := w.CreateNegotiation(ledger.NegotiationFields{Slug: &talks, Name: "Talks"})
	_, err2 := w.CreateParty(ledger.PartyFields{Slug: &upland, Kind: ledger.KindState, Name: "Upland"})
	_, err3 := w.CreateIssue(ledger.IssueFields{Slug: &tolls, Negotiation: ledger.ParseReference("talks"), Question: "Who sets the tolls?"})
	return errors.Join(err1, err2, err3)
}
