package export

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"parley/internal/codebook"
	"parley/internal/xlsx"
)

// openXLSX reads a workbook with another library than the one that wrote it.
func openXLSX(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sheetOf(t *testing.T, f *excelize.File, name string, o ...excelize.Options) [][]string {
	t.Helper()
	rows, err := f.GetRows(name, o...)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func at(t *testing.T, columns []string, name string, row int) string {
	t.Helper()
	cell, err := excelize.CoordinatesToCellName(slices.Index(columns, name)+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return cell
}

// Every cell has the value of its row: texts as texts, also those that look like
// formulas, numbers and days as numbers.
func TestXLSXReadsBack(t *testing.T) {
	data, _ := written(t, XLSX, Options{}, someRows()...)
	f := openXLSX(t, data)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"position history", "export", "columns"}) {
		t.Fatalf("sheets %q", got)
	}
	rows := sheetOf(t, f, "position history", excelize.Options{RawCellValue: true})
	if len(rows) != 4 || !slices.Equal(rows[0], history.Names()) {
		t.Fatalf("%d rows, %q", len(rows), rows[0])
	}
	cells := make([]cell, len(history.Columns))
	for i, row := range someRows()[:2] {
		history.read(&row, cells)
		for j, c := range cells {
			if got, want := rows[i+1][j], rawXLSX(t, history.Columns[j], c); got != want {
				t.Errorf("row %d, %s: %q, want %q", i, history.Columns[j].Name, got, want)
			}
		}
	}
}

// rawXLSX is what stands in a cell, days as serial numbers.
func rawXLSX(t *testing.T, c codebook.Column, v cell) string {
	t.Helper()
	switch {
	case v.kind == isTrue:
		return "1"
	case c.Type == codebook.Date && !strings.HasPrefix(v.text, "1648"):
		day, err := dayOf(v.text)
		if err != nil {
			t.Fatal(err)
		}
		return cell{kind: isInteger, integer: int64(day) + 25_569}.String()
	case c.Type == codebook.Time:
		return "46045.37500142889" // 2026-01-23 09:00:00.123456
	}
	return v.String()
}

func TestXLSXShowsDatesAndLinks(t *testing.T) {
	data, _ := written(t, XLSX, Options{}, someRows()...)
	f, names := openXLSX(t, data), history.Names()
	for name, want := range map[string]string{"stated_earliest": "2026-01-19", "recorded_at": "2026-01-23 09:00:00", "start": "39", "scale_value": "13.5"} {
		if got, err := f.GetCellValue("position history", at(t, names, name, 2)); err != nil || got != want {
			t.Errorf("%s shows %q, want %q, %v", name, got, want, err)
		}
	}
	if got, err := f.GetCellValue("position history", at(t, names, "stated_earliest", 3)); err != nil || got != "1648-10-24" {
		t.Errorf("a day before 1900 shows %q, %v", got, err)
	}
	linked, target, err := f.GetCellHyperLink("position history", at(t, names, "url", 2))
	if err != nil || !linked || target != "https://example.org/url" {
		t.Errorf("the article is at %q, %v", target, err)
	}
	panes, err := f.GetPanes("position history")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("%+v, %v", panes, err)
	}
	narrow, errN := f.GetColWidth("position history", "S")
	broad, errB := f.GetColWidth("position history", "K")
	if errN != nil || errB != nil || narrow >= broad {
		t.Errorf("stated is %v wide, summary %v", narrow, broad)
	}
}

// The second sheet tells what was exported, the third what its columns mean.
func TestXLSXTellsWhatItIs(t *testing.T) {
	data, sum := written(t, XLSX, Options{}, someRows()...)
	f := openXLSX(t, data)
	told := map[string]string{}
	for _, row := range sheetOf(t, f, "export") {
		told[row[0]] = strings.Join(row[1:], "|")
	}
	for name, want := range map[string]string{
		"export": "position-history", "codebook": "9.9", "workspace": "canal", "as_of": "2026-01-25", "match": "certain", "known_at": "57", "recorded_at": "2026-02-01T10:00:00.123456Z",
		"url": aboutSome().URL, "filter issue": "tolls, dam", "filter status": "accepted", "ids of issue": "1, 2", "rows": "3", "rows_sha256": sum.RowsSHA256,
	} {
		if told[name] != want {
			t.Errorf("%s is %q, want %q", name, told[name], want)
		}
	}
	if told["texts cut"] != "" || told["addresses without link"] != "" {
		t.Errorf("%q", told)
	}
	columns := sheetOf(t, f, "columns")
	if len(columns) != len(history.Columns)+1 || !slices.Equal(columns[9], []string{"act", "text", "act", "Speech act, see `Act`."}) {
		t.Errorf("%d columns, %q", len(columns), columns[9])
	}
}

// A text that is too long for a cell is cut, and the export says so.
func TestXLSXTellsOfCutTexts(t *testing.T) {
	row := filled()
	row.Quote = strings.Repeat("ї", xlsx.MaxText+1)
	data, _ := written(t, XLSX, Options{}, row, filled())
	f := openXLSX(t, data)
	got, err := f.GetCellValue("position history", at(t, history.Names(), "quote", 2))
	if err != nil || len([]rune(got)) != xlsx.MaxText || !strings.HasSuffix(got, xlsx.CutMark) {
		t.Errorf("%d characters, …%q, %v", len([]rune(got)), got[len(got)-20:], err)
	}
	if last := sheetOf(t, f, "export"); last[len(last)-1][0] != "texts cut" || !strings.HasPrefix(last[len(last)-1][1], "1, ") {
		t.Errorf("%q", last[len(last)-1])
	}
}

// A workbook that breaks off anywhere cannot be opened.
func TestBrokenXLSXOpensNowhere(t *testing.T) {
	data, _ := written(t, XLSX, Options{}, slices.Repeat(someRows(), 200)...)
	for n := 0; n < len(data); n += 1 + len(data)/500 {
		if _, err := zip.NewReader(bytes.NewReader(data[:n]), int64(n)); err == nil {
			t.Fatalf("the first %d of %d bytes open", n, len(data))
		}
	}
}
