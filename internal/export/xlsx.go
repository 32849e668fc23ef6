package export

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/internal/codebook"
	"parley/internal/xlsx"
)

// XLSX is a workbook of three sheets: the rows, what was exported, and what its
// columns mean.
var XLSX = Format{Name: "xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	MaxRows: xlsx.MaxRows - 1, begin: beginXLSX, tells: true}

func beginXLSX(w io.Writer, h head) (rows, error) {
	book, err := xlsx.New(w, title(h.Table), "export", "columns")
	if err != nil {
		return nil, err
	}
	columns := make([]xlsx.Column, len(h.Columns))
	for i, c := range h.Columns {
		columns[i] = xlsx.Column{Name: c.Name, Width: widthOf(c)}
	}
	sheet, err := book.Sheet(columns)
	return &xlsxRows{head: h, book: book, sheet: sheet, cells: make([]xlsx.Cell, len(columns))}, err
}

// widths are those of the columns by their type; what is read by people is wider.
var widths = map[codebook.Type]float64{
	codebook.Text: 22, codebook.ID: 14, codebook.List: 20, codebook.URL: 30, codebook.EDTF: 13, codebook.Date: 12,
	codebook.Time: 20, codebook.Integer: 10, codebook.Number: 10, codebook.Boolean: 10,
}

var wide = []string{"summary", "quote", "text", "issue_question", "title", "sentence", "conditions"}

func widthOf(c codebook.Column) float64 {
	if slices.Contains(wide, c.Name) {
		return 48
	}
	return max(widths[c.Type], float64(len(c.Name)+4)) // room for the button of the filter
}

type xlsxRows struct {
	head
	book  *xlsx.Book
	sheet *xlsx.Sheet
	cells []xlsx.Cell
}

func (x *xlsxRows) row(cells []cell) error {
	for i, c := range cells {
		var err error
		if x.cells[i], err = xlsxCell(x.Columns[i].Type, c); err != nil {
			return fmt.Errorf("column %s: %w", x.Columns[i].Name, err)
		}
	}
	return x.sheet.Row(x.cells)
}

func xlsxCell(t codebook.Type, c cell) (xlsx.Cell, error) {
	switch {
	case c.empty():
		return xlsx.Cell{}, nil
	case c.kind == isInteger:
		return xlsx.Integer(c.integer), nil
	case c.kind == isNumber:
		return xlsx.Number(c.number), nil
	case c.kind != isText:
		return xlsx.Boolean(c.kind == isTrue), nil
	}
	switch t {
	case codebook.URL:
		return xlsx.Link(c.text), nil
	case codebook.Date:
		day, err := dayOf(c.text)
		return or(c.text)(xlsx.Date(int64(day))), err
	case codebook.Time:
		micros, err := microsOf(c.text)
		return or(c.text)(xlsx.Time(micros)), err
	}
	return xlsx.Text(c.text), nil
}

// or falls back to a text where a worksheet has no number for a day.
func or(text string) func(xlsx.Cell, bool) xlsx.Cell {
	return func(c xlsx.Cell, ok bool) xlsx.Cell {
		if ok {
			return c
		}
		return xlsx.Text(text)
	}
}

func (x *xlsxRows) end(s Sum) error {
	if err := x.sheet.Close(); err != nil {
		return err
	}
	if err := x.table([]xlsx.Column{{Name: "what", Width: 24}, {Name: "value", Width: 90}}, x.facts(s)); err != nil {
		return err
	}
	about := [][]string{}
	for _, c := range x.Columns {
		about = append(about, []string{c.Name, string(c.Type), c.Variable, c.Meaning})
	}
	columns := []xlsx.Column{{Name: "column", Width: 20}, {Name: "type", Width: 12}, {Name: "variable", Width: 16}, {Name: "meaning", Width: 90}}
	if err := x.table(columns, about); err != nil {
		return err
	}
	return x.book.Close()
}

// table writes a whole sheet of texts.
func (x *xlsxRows) table(columns []xlsx.Column, rows [][]string) error {
	sheet, err := x.book.Sheet(columns)
	if err != nil {
		return err
	}
	for _, row := range rows {
		cells := make([]xlsx.Cell, len(row))
		for i, text := range row {
			cells[i] = xlsx.Text(text)
		}
		if err := sheet.Row(cells); err != nil {
			return err
		}
	}
	return sheet.Close()
}

// facts are the lines of the sheet about the export.
func (x *xlsxRows) facts(s Sum) [][]string {
	a := x.about
	facts := [][]string{{"export", a.Export}, {"codebook", a.Codebook}, {"workspace", a.Workspace}}
	if a.AsOf != nil {
		match, _ := a.Match.MarshalText()
		facts = append(facts, []string{"as_of", a.AsOf.String()}, []string{"match", string(match)})
	}
	facts = append(facts, []string{"known_at", strconv.FormatInt(a.KnownAt.Number, 10)}, []string{"recorded_at", recorded(a)}, []string{"url", a.URL})
	facts = append(facts, lists("filter ", a.Filters)...)
	facts = append(facts, lists("ids of ", a.IDs)...)
	facts = append(facts, []string{"rows", s.Count()}, []string{"rows_sha256", s.RowsSHA256})
	if n := x.sheet.Cut; n > 0 {
		facts = append(facts, []string{"texts cut", fmt.Sprintf("%d, longer than the %d characters that a cell takes; they end with %s and are whole in CSV, NDJSON and Parquet",
			n, xlsx.MaxText, strings.TrimSpace(xlsx.CutMark))})
	}
	if n := x.sheet.Unlinked; n > 0 {
		facts = append(facts, []string{"addresses without link", fmt.Sprintf("%d, behind the first %d", n, xlsx.MaxLinks)})
	}
	return facts
}

func recorded(a About) string {
	if a.KnownAt.RecordedAt == nil {
		return ""
	}
	return a.KnownAt.RecordedAt.Format(time.RFC3339Nano)
}

func lists(prefix string, of map[string][]string) (facts [][]string) {
	for _, name := range slices.Sorted(maps.Keys(of)) {
		facts = append(facts, []string{prefix + name, strings.Join(of[name], ", ")})
	}
	return facts
}
