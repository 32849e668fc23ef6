package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/ledger"
)

// A line is what encoding/json makes of the row, byte for byte, so that the export
// and the pages of /v1/history agree.
func TestLinesAreTheRows(t *testing.T) {
	odd := rapid.OneOf(rapid.String(), rapid.StringMatching("[\x00-\x1f\x7f\"\\\\<>&\u2028\u2029\u0085й\U0001F976]{0,9}"))
	encode, cells := newJSONRow(history.Table), make([]cell, len(history.Columns))
	rapid.Check(t, func(r *rapid.T) {
		row := filled()
		row.Summary, row.Quote = odd.Draw(r, "summary"), odd.Draw(r, "quote")
		row.ScaleValue, row.Number = new(rapid.Float64().Draw(r, "scale")), rapid.Int64().Draw(r, "number")
		history.read(&row, cells)
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(row); err != nil {
			r.Fatal(err)
		}
		if got := encode.line(cells); !bytes.Equal(got, want.Bytes()) {
			r.Fatalf("%s\nwant\n%s", got, want.Bytes())
		}
	})
}

// The last line proves that all the others are there.
func TestLastLineTellsTheRest(t *testing.T) {
	data, sum := written(t, NDJSON, Options{}, someRows()...)
	lines := strings.SplitAfter(strings.TrimSuffix(string(data), "\n"), "\n")
	rows, last := lines[:len(lines)-1], lines[len(lines)-1]
	var told struct {
		Manifest struct {
			About
			Rows       int64
			RowsSHA256 string `json:"rows_sha256"`
		} `json:"_manifest"`
	}
	if err := json.Unmarshal([]byte(last), &told); err != nil {
		t.Fatal(err)
	}
	hash := sha256.Sum256([]byte(strings.Join(rows, "")))
	m := told.Manifest
	if m.Rows != 3 || len(rows) != 3 || m.RowsSHA256 != hex.EncodeToString(hash[:]) || m.RowsSHA256 != sum.RowsSHA256 {
		t.Errorf("%d rows, %s", len(rows), last)
	}
	if got, want := asJSON(t, m.About), asJSON(t, aboutSome()); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	var none ledger.HistoryRow
	if err := json.Unmarshal([]byte(rows[2]), &none); err != nil || none != (ledger.HistoryRow{}) {
		t.Errorf("%s, %v", rows[2], err)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
