package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

// flatRow has a field of every type that a flat struct may have.
type flatRow struct {
	Party    string   `json:"party"`
	Stance   *string  `json:"stance"`
	Standing bool     `json:"standing"`
	Origins  int      `json:"origins"`
	Number   int64    `json:"number"`
	Recorded *int64   `json:"recorded"`
	Distance float64  `json:"distance"`
	Salience *float64 `json:"salience"`
}

func TestFlatCSVHasAllTypes(t *testing.T) {
	rows := []flatRow{
		{"Ukraine, \"Kyiv\"", new("opposes"), true, 2, 57, new(int64(-3)), 0.25, new(-40.5)},
		{Party: "=cmd()\r\nx", Origins: -1, Distance: 1e21},
	}
	want := "party,stance,standing,origins,number,recorded,distance,salience\r\n" +
		"\"Ukraine, \"\"Kyiv\"\"\",opposes,true,2,57,-3,0.25,-40.5\r\n" +
		"\"'=cmd()\r\nx\",,false,-1,0,,1000000000000000000000,\r\n"
	var out bytes.Buffer
	if err := FlatCSV(&out, rows); err != nil || out.String() != want {
		t.Errorf("%v\n%q\nwant\n%q", err, out.String(), want)
	}
}

func TestFlatCSVWithoutRowsHasAHeader(t *testing.T) {
	var out bytes.Buffer
	want := strings.Join(FlatColumns[flatRow](), ",") + "\r\n"
	if err := FlatCSV[flatRow](&out, nil); err != nil || out.String() != want {
		t.Errorf("%q, %v", out.String(), err)
	}
}

// The columns of the CSV are the members of the JSON, in the same order.
func TestFlatColumnsAreTheMembers(t *testing.T) {
	body, err := json.Marshal(flatRow{})
	if err != nil {
		t.Fatal(err)
	}
	at := -1
	for _, column := range FlatColumns[flatRow]() {
		next := strings.Index(string(body), `"`+column+`":`)
		if next <= at {
			t.Errorf("%s is out of order in %s", column, body)
		}
		at = next
	}
}

// Whatever the texts are, a CSV reader and one apostrophe less give them back.
func TestFlatCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		texts := rapid.SliceOf(rapid.OneOf(rapid.String(), rapid.StringMatching(`[-=+@'",;\n\t ]{0,4}`))).Draw(r, "texts")
		rows := make([]flatRow, len(texts))
		for i := range texts {
			texts[i] = strings.ReplaceAll(texts[i], "\r", "")
			rows[i] = flatRow{Party: texts[i], Stance: &texts[i]}
		}
		var out bytes.Buffer
		if err := FlatCSV(&out, rows); err != nil {
			r.Fatal(err)
		}
		lines, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(lines) != len(rows)+1 {
			r.Fatalf("%d lines for %d rows, %v", len(lines), len(rows), err)
		}
		for i, text := range texts {
			if line := lines[i+1]; unguard(line[0]) != text || unguard(line[1]) != text {
				r.Fatalf("%q comes back as %q", text, line[:2])
			}
		}
	})
}

// one is a struct of one field.
type one[F any] struct {
	A F `json:"a"`
}

type nested struct{ A string }

// What is not flat is refused by type, before there is any data.
func TestFlatRefusesOtherFields(t *testing.T) {
	for name, columns := range map[string]func() []string{
		"slice":        FlatColumns[one[[]string]],
		"map":          FlatColumns[one[map[string]string]],
		"struct":       FlatColumns[one[nested]],
		"embedded":     FlatColumns[struct{ nested }],
		"interface":    FlatColumns[one[any]],
		"derived":      FlatColumns[one[edtf.Day]],
		"pointer":      FlatColumns[one[**string]],
		"other number": FlatColumns[one[uint8]],
		"no struct":    FlatColumns[string],
		"no tag":       FlatColumns[nested],
		"omitempty":    FlatColumns[omitted],
		"left out":     FlatColumns[leftOut],
	} {
		if !panics(columns) {
			t.Errorf("%s is taken for flat", name)
		}
	}
}

type omitted struct {
	A string `json:"a,omitempty"`
}

type leftOut struct {
	A string `json:"-"`
}

func panics(columns func() []string) (refused bool) {
	defer func() { refused = recover() != nil }()
	columns()
	return
}

func TestFlatCSVTellsOfAFailingWriter(t *testing.T) {
	var out bytes.Buffer
	rows := slices.Repeat([]flatRow{{Party: "Ukraine"}}, 3)
	if err := FlatCSV(&out, rows); err != nil {
		t.Fatal(err)
	}
	for room := range out.Len() {
		if err := FlatCSV(&full{room}, rows); !errors.Is(err, errFull) {
			t.Fatalf("with room for %d bytes: %v", room, err)
		}
	}
}
