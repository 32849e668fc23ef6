package export

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parley/internal/codebook"
)

// unguard is what a reader does to get the text back.
func unguard(s string) string { return strings.TrimPrefix(s, "'") }

var anyText = rapid.OneOf(rapid.String(), rapid.StringMatching("[-=+@\t\r\n'＝＋－＠ ]{0,3}[0-9a-z.]{0,3}"))

// Whatever the text, no guarded cell begins like a formula, and one apostrophe
// less gives the text back.
func TestGuardCanBeTakenAway(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := anyText.Draw(r, "text")
		got := guard(s)
		if unguard(got) != s {
			r.Fatalf("%q comes back as %q", s, unguard(got))
		}
		if first, _ := utf8.DecodeRuneInString(got); got != "" && first != '\'' && strings.ContainsRune(risky, first) {
			r.Fatalf("%q is left as %q", s, got)
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
		"\nx":              "'\nx",
		"'quoted'":         "''quoted'",
		"-2+3+cmd|' /C x'": "'-2+3+cmd|' /C x'",
		"-12.5":            "'-12.5",
		"＝1":               "'＝1",
		"a=b":              "a=b",
		" =1":              " =1",
	} {
		if got := guard(s); got != want {
			t.Errorf("guard(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	for _, o := range []Options{{}, {Bare: true}, {BOM: true}} {
		data, _ := written(t, CSV, o, someRows()...)
		text := strings.TrimPrefix(string(data), "\ufeff")
		if (len(text) < len(data)) != o.BOM {
			t.Errorf("byte order mark with %+v: %q", o, data[:9])
		}
		lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(lines) != 4 || !slices.Equal(lines[0], history.Names()) {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		cells := make([]cell, len(history.Columns))
		for i, row := range someRows() {
			history.read(&row, cells)
			for j, c := range cells {
				got := lines[i+1][j]
				if !o.Bare {
					got = unguard(got)
				}
				// RFC 4180 readers in Go take a line break in a cell for \n.
				if want := strings.ReplaceAll(c.String(), "\r\n", "\n"); got != want {
					t.Errorf("row %d, %s with %+v: %q, want %q", i, history.Columns[j].Name, o, got, want)
				}
			}
		}
	}
}

// A number in a column of numbers is one; in a column of text it is text.
func TestNumbersAreNotGuarded(t *testing.T) {
	data, _ := written(t, CSV, Options{}, someRows()[1])
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for column, want := range map[string]string{"scale_value": "-5", "source": "'-5"} {
		if got := lines[1][slices.Index(lines[0], column)]; got != want {
			t.Errorf("%s is %q, want %q", column, got, want)
		}
	}
}

func TestCSVEndsLinesWithCRLF(t *testing.T) {
	data, _ := written(t, CSV, Options{})
	if string(data) != strings.Join(history.Names(), ",")+"\r\n" {
		t.Errorf("%q", data)
	}
}

// Whatever the texts are, a CSV reader and one apostrophe less give them back.
func TestAnyCSVReadsBack(t *testing.T) {
	type row struct {
		Text  string  `json:"text"`
		Other *string `json:"other"`
	}
	table := Of[row](codebook.Table{Name: "t", Columns: []codebook.Column{{Name: "text", Type: codebook.Text}, {Name: "other", Type: codebook.ID}}})
	rapid.Check(t, func(r *rapid.T) {
		rows := []row{}
		for _, text := range rapid.SliceOf(anyText).Draw(r, "texts") {
			text = strings.ReplaceAll(text, "\r", "")
			rows = append(rows, row{text, &text})
		}
		var out bytes.Buffer
		if _, err := Write(&out, CSV, table, About{}, Options{}, List(rows)); err != nil {
			r.Fatal(err)
		}
		lines, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(lines) != len(rows)+1 {
			r.Fatalf("%d lines for %d rows, %v", len(lines), len(rows), err)
		}
		for i, row := range rows {
			if line := lines[i+1]; unguard(line[0]) != row.Text || unguard(line[1]) != row.Text {
				r.Fatalf("%q comes back as %q", row.Text, line)
			}
		}
	})
}
