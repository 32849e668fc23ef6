package datapackage

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever text stands in cells is read as it was written, CRLF too, which
// encoding/csv would change.
func TestRecordsComeBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.OneOf(rapid.StringN(0, 20, 80), rapid.SampledFrom([]string{"", "\r\n", "\r", "\n", `"`, ",", ` "a", b`, `\`, "😀\u200d", "a\r\nb"}))
		rows := rapid.SliceOfN(rapid.SliceOfN(cell.Filter(func(s string) bool { return !strings.Contains(s, "\x00") }), 2, 5), 1, 5).Draw(r, "rows")
		rows[0][0] = "head" // a byte order mark before all else is none of the cells
		var file []byte
		for _, cells := range rows {
			file = appendRecord(file, cells)
		}
		in := newRecords(strings.NewReader(string(file)))
		for i, want := range rows {
			if got, err := in.next(); err != nil || !slices.Equal(got, want) || in.row != int64(i) {
				r.Fatalf("row %d is %q, not %q; %v", in.row, got, want, err)
			}
		}
		if _, err := in.next(); !errors.Is(err, io.EOF) {
			r.Fatalf("after the last row: %v", err)
		}
	})
}

// What people's programs make of it is read too: LF, a byte order mark, no line end at
// the end, empty lines.
func TestRecordsOfOthers(t *testing.T) {
	want := [][]string{{"a", "b"}, {"1", ""}, {"", "x\ny"}}
	for _, text := range []string{"a,b\n1,\n,\"x\ny\"\n", "\ufeffa,b\r\n1,\r\n,\"x\ny\"", "a,b\n\n1,\n\r\n\"\",\"x\ny\"\r\n\r\n"} {
		in := newRecords(strings.NewReader(text))
		for _, row := range want {
			if got, err := in.next(); err != nil || !slices.Equal(got, row) {
				t.Errorf("%q: %q, not %q; %v", text, got, row, err)
			}
		}
		if got, err := in.next(); !errors.Is(err, io.EOF) {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestBadRecords(t *testing.T) {
	for text, want := range map[string]string{
		"a\n\"b":                            "ends inside of quotation marks",
		"a\n\"b\"c\n":                       "follows on a closing quotation mark",
		"a\nb\"c\n":                         "does not begin with one",
		"a\nb\rc\n":                         "carriage return",
		"a\n\xff\n":                         "not UTF-8",
		"a\nb\x00\n":                        "NUL",
		"a\n" + strings.Repeat("b", 25<<20): "24 MiB",
	} {
		in := newRecords(strings.NewReader(text))
		_, first := in.next()
		_, err := in.next()
		var form formError
		if first != nil || !errors.As(err, &form) || !strings.Contains(err.Error(), want) || in.row != 1 {
			t.Errorf("%.20q: row %d: %v", text, in.row, err)
		}
	}
}

func FuzzRecords(f *testing.F) {
	f.Add("a,b\r\n1,\"x\r\ny\"\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		in := newRecords(strings.NewReader(text))
		var again []byte
		var rows [][]string
		for {
			cells, err := in.next()
			if err != nil {
				if !errors.Is(err, io.EOF) {
					return
				}
				break
			}
			rows, again = append(rows, cells), appendRecord(again, cells)
		}
		in = newRecords(strings.NewReader("head\n" + string(again)))
		_, _ = in.next()
		for _, want := range rows {
			if len(want) == 1 && want[0] == "" {
				continue // an empty line is no row
			}
			if got, err := in.next(); err != nil || !slices.Equal(got, want) {
				t.Fatalf("%q came back as %q; %v", want, got, err)
			}
		}
	})
}
