package export

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"parley/internal/ledger"
)

// The same rows give the same bytes, in every format.
func TestSameRowsSameBytes(t *testing.T) {
	rows := slices.Repeat(someRows(), 50)
	for _, f := range formats {
		one, _ := written(t, f, Options{}, rows...)
		two, _ := written(t, f, Options{}, rows...)
		if !bytes.Equal(one, two) {
			t.Errorf("%s: two files of the same rows differ", f.Name)
		}
	}
}

// All formats agree on the hash of the rows, which is that of NDJSON.
func TestRowsHaveOneHash(t *testing.T) {
	_, want := written(t, NDJSON, Options{}, someRows()...)
	for _, f := range formats {
		if _, sum := written(t, f, Options{Manifest: true}, someRows()...); sum.RowsSHA256 != want.RowsSHA256 || len(sum.RowsSHA256) != 64 {
			t.Errorf("%s: %s, NDJSON: %s", f.Name, sum.RowsSHA256, want.RowsSHA256)
		}
		_, other := written(t, f, Options{Manifest: true}, someRows()[1:]...)
		if other.RowsSHA256 == want.RowsSHA256 {
			t.Errorf("%s: other rows have the same hash", f.Name)
		}
	}
	if _, sum := written(t, CSV, Options{}, someRows()...); sum.RowsSHA256 != "" {
		t.Error("CSV computes a hash that nobody asked for")
	}
}

var errFull = errors.New("full")

// full takes some bytes and then no more.
type full struct{ left int }

func (w *full) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return 0, errFull
	}
	w.left -= len(p)
	return len(p), nil
}

// Whether the writer fails in the middle or at the last byte, no sum is given.
func TestFailingWriterGivesNoSum(t *testing.T) {
	many := slices.Repeat(someRows(), 100)
	for _, f := range formats {
		whole, _ := written(t, f, Options{}, many...)
		for _, room := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
			if sum, err := Write(&full{room}, f, history, aboutSome(), Options{}, List(many)); !errors.Is(err, errFull) || sum != (Sum{}) {
				t.Errorf("%s with room for %d bytes: %+v, %v", f.Name, room, sum, err)
			}
		}
	}
}

func TestFailingSourceGivesNoSum(t *testing.T) {
	row := filled()
	fail := func(fn func(*ledger.HistoryRow) error) error { return errors.Join(fn(&row), errFull) }
	for _, f := range formats {
		if sum, err := Write(&bytes.Buffer{}, f, history, aboutSome(), Options{}, fail); !errors.Is(err, errFull) || sum != (Sum{}) {
			t.Errorf("%s: %+v, %v", f.Name, sum, err)
		}
	}
}

// A date or time that is none ends the export; it is not written as something else.
func TestWrongDatesAreTold(t *testing.T) {
	day, moment := filled(), filled()
	day.StatedEarliest, moment.RecordedAt = "2026-13-01", "yesterday"
	for _, f := range []Format{XLSX, Parquet} {
		for _, row := range []ledger.HistoryRow{day, moment} {
			if _, err := Write(&bytes.Buffer{}, f, history, aboutSome(), Options{}, List([]ledger.HistoryRow{row})); err == nil {
				t.Errorf("%s takes %s and %s", f.Name, row.StatedEarliest, row.RecordedAt)
			}
		}
	}
}
