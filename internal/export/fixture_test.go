package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/codebook"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/views"
)

var formats = []Format{CSV, NDJSON, XLSX, Parquet}

var history = Of[ledger.HistoryRow](codebook.Export("position-history", "rows=evidence"))

func aboutSome() About {
	recorded := time.Date(2026, 2, 1, 10, 0, 0, 123_456_000, time.UTC)
	return About{Workspace: "canal", Export: "position-history", Codebook: "9.9", URL: "/v1/exports/position-history.csv?issue=tolls&known_at=57",
		AsOf: new(edtf.Civil(2026, 1, 25)), Match: new(edtf.Certain), KnownAt: ledger.Moment{Number: 57, RecordedAt: &recorded},
		Filters: map[string][]string{"issue": {"tolls", "dam"}, "status": {"accepted"}}, IDs: map[string][]string{"issue": {"1", "2"}}}
}

// filled is a row in which every field has a value of its own, of the type that
// its column has.
func filled() (row ledger.HistoryRow) {
	v := reflect.ValueOf(&row).Elem()
	for i, c := range history.Columns {
		f := v.Field(history.fields[i])
		if f.Kind() == reflect.Pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		switch c.Type {
		case codebook.Integer:
			f.SetInt(int64(i))
		case codebook.Number:
			f.SetFloat(float64(i) + 0.5)
		case codebook.Boolean:
			f.SetBool(true)
		case codebook.Date:
			f.SetString(edtf.Civil(2026, 1, i).String())
		case codebook.Time:
			f.SetString("2026-01-23T09:00:00.123456Z")
		case codebook.URL:
			f.SetString("https://example.org/" + c.Name)
		default:
			f.SetString(c.Name)
		}
	}
	return row
}

func someRows() []ledger.HistoryRow {
	odd := filled()
	odd.Summary, odd.Quote, odd.Title = "a \"b\", c\r\nd; e", "=cmd()", "Київ — “так”\nй 👨‍👩‍👧"
	odd.Source, odd.StatedEarliest, odd.ScaleValue = "-5", "1648-10-24", new(-5.0)
	return []ledger.HistoryRow{filled(), odd, {}}
}

// written is some rows in a format.
func written(t testing.TB, f Format, o Options, rows ...ledger.HistoryRow) ([]byte, Sum) {
	t.Helper()
	var out bytes.Buffer
	sum, err := Write(&out, f, history, aboutSome(), o, List(rows))
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	hash := sha256.Sum256(out.Bytes())
	if sum.Rows != int64(len(rows)) || sum.Bytes != int64(out.Len()) || sum.SHA256 != hex.EncodeToString(hash[:]) {
		t.Errorf("%s: the sum is %+v for %d bytes of %d rows", f.Name, sum, out.Len(), len(rows))
	}
	return out.Bytes(), sum
}

// The structs that rows are, with the options that give all their columns.
var tables = map[string]struct {
	row     reflect.Type
	bind    func(codebook.Table) []int
	options []string
}{
	"position-history": of[ledger.HistoryRow]("rows=evidence"),
	"matrix":           of[views.MatrixRow](),
	"timeline":         of[views.TimelineRow](),
	"changes":          of[views.ChangeRow](),
	"corroboration":    of[views.CorroborationRow](),
	"conflicts":        of[views.ConflictRow](),
	"convergence":      of[views.ConvergenceRow](),
	"articles":         of[ledger.ArticleRow]("text=true"),
	"passages":         of[ledger.PassageRow](),
	"network":          of[views.NetworkRow](),
	"coverage":         of[views.CoverageCount](),
}

func of[T any](options ...string) struct {
	row     reflect.Type
	bind    func(codebook.Table) []int
	options []string
} {
	return struct {
		row     reflect.Type
		bind    func(codebook.Table) []int
		options []string
	}{reflect.TypeFor[T](), func(t codebook.Table) []int { return Of[T](t).fields }, options}
}

// The columns of every export are the members of its rows, in the same order and
// of the same type, and no member is missing: CSV, NDJSON, XLSX, Parquet, JSON and
// the codebook cannot say different things.
func TestColumnsAreTheMembers(t *testing.T) {
	for _, table := range codebook.Read().Exports {
		if strings.HasPrefix(table.Name, "datapackage/") || len(described(table.Name)) > 0 {
			continue // they have no rows; package datapackage and TestDescribedIsWhatIsWritten look at them
		}
		to, known := tables[table.Name]
		if !known {
			t.Errorf("no rows for %s", table.Name)
			continue
		}
		fields := to.bind(codebook.Export(table.Name, to.options...))
		if len(fields) != to.row.NumField() || !slices.IsSorted(fields) {
			t.Errorf("%s: the columns are the fields %v of %d", table.Name, fields, to.row.NumField())
		}
	}
}
