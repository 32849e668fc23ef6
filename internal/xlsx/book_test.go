package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// fill writes a workbook of one sheet with a column for each cell of the first row.
func fill(t testing.TB, w io.Writer, rows ...[]Cell) error {
	t.Helper()
	b, err := New(w, "data")
	if err != nil {
		return err
	}
	columns := make([]Column, len(rows[0]))
	for i := range columns {
		columns[i] = Column{Name: fmt.Sprint("column ", i), Width: 12.5}
	}
	s, err := b.Sheet(columns)
	for _, row := range rows {
		err = errors.Join(err, s.Row(row))
	}
	return errors.Join(err, s.Close(), b.Close())
}

// open reads a workbook with another library than the one that wrote it.
func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func date(day int64) Cell { c, _ := Date(day); return c }

func moment(micros int64) Cell { c, _ := Time(micros); return c }

func TestAnotherReaderFindsTypedCells(t *testing.T) {
	var out bytes.Buffer
	err := fill(t, &out,
		[]Cell{Text("=1+1"), Number(-2.5), Integer(42), Boolean(true), date(20_475), moment(20_475*microsOfDay + 43_200_000_000), Link("https://example.org/a?b=c&d=e")},
		[]Cell{Text("Київ, “так”"), {}, Integer(0), Boolean(false), {}, {}, Link("not an address")})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	for cell, want := range map[string]struct {
		value string
		kind  excelize.CellType
	}{
		"A1": {"column 0", excelize.CellTypeInlineString}, "A2": {"=1+1", excelize.CellTypeInlineString}, "A3": {"Київ, “так”", excelize.CellTypeInlineString},
		"B2": {"-2.5", excelize.CellTypeUnset}, "B3": {"", excelize.CellTypeUnset}, "C2": {"42", excelize.CellTypeUnset},
		"D2": {"TRUE", excelize.CellTypeBool}, "D3": {"FALSE", excelize.CellTypeBool},
		"E2": {"2026-01-22", excelize.CellTypeUnset}, "F2": {"2026-01-22 12:00:00", excelize.CellTypeUnset},
		"G2": {"https://example.org/a?b=c&d=e", excelize.CellTypeInlineString},
	} {
		value, err := f.GetCellValue("data", cell)
		kind, errKind := f.GetCellType("data", cell)
		if err != nil || errKind != nil || value != want.value || kind != want.kind && want.kind != excelize.CellTypeUnset {
			t.Errorf("%s is %q of type %d, %v", cell, value, kind, err)
		}
	}
	if formula, err := f.GetCellFormula("data", "A2"); err != nil || formula != "" {
		t.Errorf("the text became the formula %q, %v", formula, err)
	}
}

func TestHeadFiltersWidthsAndLinks(t *testing.T) {
	var out bytes.Buffer
	if err := fill(t, &out, []Cell{Link("https://example.org/ї"), Text("x")}, []Cell{Link("javascript:alert(1)"), {}}); err != nil {
		t.Fatal(err)
	}
	f := open(t, out.Bytes())
	panes, err := f.GetPanes("data")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 0 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if width, err := f.GetColWidth("data", "B"); err != nil || width != 12.5 {
		t.Errorf("width %v, %v", width, err)
	}
	linked, target, err := f.GetCellHyperLink("data", "A2")
	if err != nil || !linked || target != "https://example.org/%D1%97" {
		t.Errorf("A2 leads to %q, %v", target, err)
	}
	if linked, _, err := f.GetCellHyperLink("data", "A3"); err != nil || linked {
		t.Errorf("A3 is a link, %v", err)
	}
	names := f.GetDefinedName()
	if sheet := part(t, out.Bytes(), "xl/worksheets/sheet1.xml"); !strings.Contains(sheet, `<autoFilter ref="A1:B3"/>`) || len(names) != 1 || names[0].RefersTo != "'data'!$A$1:$B$3" {
		t.Errorf("filters: %+v in %s", names, sheet)
	}
}

// part is a part of the file; all parts have to be well-formed.
func part(t testing.TB, data []byte, name string) (text string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		opened, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(body, new(struct{})); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if f.Name == name {
			text = string(body)
		}
	}
	return text
}

var odd = rapid.OneOf(rapid.String(), rapid.StringMatching("[\x00-\x1f=+@'_x0A1 \ufffe\uffff\u2028&<>\"й\U0001F976]{0,12}"),
	rapid.Just("_x0041_"), rapid.Just("_x005F_x0041_"), rapid.Just(" a\r\nb\t"))

// Any text comes back as it was.
func TestAnyTextReadsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := strings.ToValidUTF8(odd.Draw(r, "text"), "")
		var out bytes.Buffer
		if err := fill(t, &out, []Cell{Text(text), Text("end")}); err != nil {
			r.Fatal(err)
		}
		if got := unescaped(t, part(t, out.Bytes(), "xl/worksheets/sheet1.xml")); got != text {
			r.Fatalf("%q comes back as %q", text, got)
		}
	})
}

// unescaped reads A2 as the standard says: XML, then _xHHHH_.
func unescaped(t testing.TB, sheet string) string {
	t.Helper()
	var s struct {
		Rows []struct {
			Cells []struct {
				At   string `xml:"r,attr"`
				Text string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal([]byte(sheet), &s); err != nil {
		t.Fatal(err)
	}
	first := s.Rows[1].Cells[0]
	if first.At != "A2" {
		return ""
	}
	return escapedForm.ReplaceAllStringFunc(first.Text, func(found string) string {
		var code rune
		if _, err := fmt.Sscanf(found, "_x%04X_", &code); err != nil {
			t.Fatal(err)
		}
		return string(code)
	})
}

func TestSameRowsSameBytes(t *testing.T) {
	var one, two bytes.Buffer
	row := []Cell{Text("a"), Link("https://example.org/1"), Link("https://example.org/2"), Number(1)}
	if err := errors.Join(fill(t, &one, row, row), fill(t, &two, row, row)); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("two files of the same rows differ, %v", err)
	}
}

// A workbook that breaks off anywhere cannot be opened.
func TestBrokenOffOpensNowhere(t *testing.T) {
	var out bytes.Buffer
	if err := fill(t, &out, []Cell{Text("a"), Link("https://example.org/")}); err != nil {
		t.Fatal(err)
	}
	for n := range out.Len() {
		if _, err := zip.NewReader(bytes.NewReader(out.Bytes()[:n]), int64(n)); err == nil {
			t.Fatalf("the first %d of %d bytes open", n, out.Len())
		}
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

func TestFailingWriterIsTold(t *testing.T) {
	var out bytes.Buffer
	row := []Cell{Text("a"), Link("https://example.org/")}
	if err := fill(t, &out, row); err != nil {
		t.Fatal(err)
	}
	for room := range out.Len() {
		if err := fill(t, &full{room}, row); !errors.Is(err, errFull) {
			t.Fatalf("with room for %d bytes: %v", room, err)
		}
	}
}

func TestSheetsInTheirNumber(t *testing.T) {
	b, err := New(io.Discard, "one", "two")
	if err != nil {
		t.Fatal(err)
	}
	if b.Close() == nil {
		t.Error("a workbook without its sheets was closed")
	}
	for range 2 {
		s, err := b.Sheet([]Column{{Name: "a", Width: 1}})
		if err != nil || s.Close() != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Sheet(nil); err == nil {
		t.Error("a third sheet of two")
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}
