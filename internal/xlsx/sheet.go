package xlsx

import (
	"bufio"
	"fmt"
	"strconv"
)

// Sheet is a worksheet being written.
type Sheet struct {
	book    *Book
	number  int
	to      *bufio.Writer
	columns []Column
	rows    int
	links   links
	// Cut counts the texts that were too long for a cell, Unlinked the addresses
	// that are plain text since a sheet takes no more links.
	Cut, Unlinked int
}

func (s *Sheet) begin() error {
	fmt.Fprint(s.to, xmlHead, `<worksheet xmlns="`, mainSpace, `" xmlns:r="`, linkSpace, `"><sheetViews><sheetView workbookViewId="0"`, s.selected(),
		`><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	head := make([]Cell, len(s.columns))
	for i, c := range s.columns {
		fmt.Fprintf(s.to, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, c.Width)
		head[i] = Cell{kind: "inlineStr", style: styleHead, value: c.Name}
	}
	fmt.Fprint(s.to, `</cols><sheetData>`)
	return s.Row(head)
}

func (s *Sheet) selected() string {
	if s.number == 1 {
		return ` tabSelected="1"`
	}
	return ""
}

// Row writes one row.
func (s *Sheet) Row(cells []Cell) error {
	if s.rows == MaxRows {
		return ErrTooManyRows
	}
	s.rows++
	row := strconv.Itoa(s.rows)
	s.put(`<row r="`, row, `">`)
	for i, c := range cells {
		if c.kind != "" {
			s.cell(columnName(i)+row, c)
		}
	}
	_, err := s.to.WriteString("</row>")
	return err
}

func (s *Sheet) cell(at string, c Cell) {
	if c.link {
		c.style = s.link(at, c.value)
	}
	s.put(`<c r="`, at, `"`)
	if c.style != stylePlain {
		s.put(` s="`, strconv.Itoa(c.style), `"`)
	}
	switch c.kind {
	case "inlineStr":
		text, cut := Cut(c.value)
		if cut {
			s.Cut++
		}
		s.put(` t="inlineStr"><is><t xml:space="preserve">`, escape(text), `</t></is></c>`)
	case "b":
		s.put(` t="b"><v>`, c.value, `</v></c>`)
	default:
		s.put(`><v>`, c.value, `</v></c>`)
	}
}

// put writes; an error stays with the writer and comes with its last write.
func (s *Sheet) put(parts ...string) {
	for _, p := range parts {
		s.to.WriteString(p) //nolint:errcheck // bufio keeps it
	}
}

// Close ends the sheet with its filters and links.
func (s *Sheet) Close() error {
	s.put(`</sheetData><autoFilter ref="A1:`, columnName(len(s.columns)-1), strconv.Itoa(s.rows), `"/>`)
	s.put(s.links.xml(), `</worksheet>`)
	if err := s.to.Flush(); err != nil || len(s.links.ids) == 0 {
		return err
	}
	return s.book.part(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", s.number), s.links.targets())
}

// absolute is the place of all rows, $A$1:$C$9.
func (s *Sheet) absolute() string {
	return fmt.Sprintf("$A$1:$%s$%d", columnName(len(s.columns)-1), s.rows)
}

// columnName is A to Z, AA to ZZ and so on.
func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnName(i/26-1) + string(rune('A'+i%26))
}
