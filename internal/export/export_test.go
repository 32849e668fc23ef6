package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/ledger"
)

// unguard is what a reader does to get the text back.
func unguard(s string) string { return strings.TrimPrefix(s, "'") }

func TestGuardCanBeTakenAway(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching("[-=+@\t\r'\n ]{0,3}[0-9a-z.]{0,3}")).Draw(r, "text")
		if got := unguard(guard(s)); got != s {
			r.Fatalf("%q comes back as %q", s, got)
		}
	})
}

func TestGuardKeepsFormulasOut(t *testing.T) {
	for s, want := range map[string]string{
		"":                 "",
		"=1+1":             "'=1+1",
		"+380":             "'+380",
		"@SUM(A1)":         "'@SUM(A1)",
		"\tx":              "'\tx",
		"\rx":              "'\rx",
		"'quoted'":         "''quoted'",
		"-2+3+cmd|' /C x'": "'-2+3+cmd|' /C x'",
		"-12.5":            "-12.5",
		"-":                "'-",
		"a=b":              "a=b",
	} {
		if got := guard(s); got != want {
			t.Errorf("guard(%q) = %q, want %q", s, got, want)
		}
	}
}

// each gives rows as a ledger would.
func each(rows []ledger.HistoryRow) func(func(ledger.HistoryRow) error) error {
	return func(fn func(ledger.HistoryRow) error) error {
		for _, row := range rows {
			if err := fn(row); err != nil {
				return err
			}
		}
		return nil
	}
}

func someRows() []ledger.HistoryRow {
	odd := filled()
	odd.Summary, odd.Quote, odd.Title = "a \"b\", c\r\nd; e", "=cmd()", "Київ — “так”\nй"
	return []ledger.HistoryRow{filled(), odd, {}}
}

func TestCSVReadsBack(t *testing.T) {
	var out bytes.Buffer
	sum, err := History(&out, CSV, each(someRows()))
	if err != nil {
		t.Fatal(err)
	}
	checkSum(t, sum, out.Bytes())
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(lines) != 4 || !slices.Equal(lines[0], Columns()) {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for i, row := range someRows() {
		for j, cell := range cells(row) {
			// RFC 4180 readers in Go take a line break in a cell for \n.
			if got, want := unguard(lines[i+1][j]), strings.ReplaceAll(cell, "\r\n", "\n"); got != want {
				t.Errorf("row %d, %s: %q, want %q", i, Columns()[j], got, want)
			}
		}
	}
}

func TestCSVEndsLinesWithCRLF(t *testing.T) {
	var out bytes.Buffer
	if _, err := History(&out, CSV, each(nil)); err != nil || out.String() != strings.Join(Columns(), ",")+"\r\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestNDJSONReadsBack(t *testing.T) {
	var out bytes.Buffer
	sum, err := History(&out, NDJSON, each(someRows()))
	if err != nil {
		t.Fatal(err)
	}
	checkSum(t, sum, out.Bytes())
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	for i, want := range someRows() {
		var got ledger.HistoryRow
		if err := json.Unmarshal([]byte(lines[i]), &got); err != nil || !slices.Equal(cells(got), cells(want)) {
			t.Errorf("line %d: %s, %v", i, lines[i], err)
		}
	}
}

func checkSum(t *testing.T, sum Sum, written []byte) {
	t.Helper()
	hash := sha256.Sum256(written)
	if sum.Rows != 3 || sum.Count() != "3" || sum.SHA256 != hex.EncodeToString(hash[:]) {
		t.Errorf("the sum is %+v for %d bytes", sum, len(written))
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
	for name, format := range map[string]Format{"csv": CSV, "ndjson": NDJSON} {
		var out bytes.Buffer
		if _, err := History(&out, format, each(many)); err != nil {
			t.Fatal(err)
		}
		for _, room := range []int{0, 1, out.Len() / 2, out.Len() - 1} {
			if sum, err := History(&full{room}, format, each(many)); !errors.Is(err, errFull) || sum != (Sum{}) {
				t.Errorf("%s with room for %d bytes: %+v, %v", name, room, sum, err)
			}
		}
	}
}

func TestFailingSourceGivesNoSum(t *testing.T) {
	fail := func(fn func(ledger.HistoryRow) error) error { return errors.Join(fn(filled()), errFull) }
	if sum, err := History(&bytes.Buffer{}, CSV, fail); !errors.Is(err, errFull) || sum != (Sum{}) {
		t.Errorf("%+v, %v", sum, err)
	}
}
