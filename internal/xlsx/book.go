// Package xlsx writes workbooks (ECMA-376, Office Open XML) as a stream: each
// row goes out as it comes, whatever the number of rows, nothing is kept on disk,
// and the same rows give the same bytes. The zip directory at the end makes it
// whole, so a workbook that broke off opens nowhere. It imports nothing of parley.
package xlsx

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// What a worksheet can hold.
const (
	MaxRows  = 1_048_576 // the head line included
	MaxText  = 32_767    // UTF-16 code units in a cell
	MaxLinks = 65_530    // links on a sheet
)

// ErrTooManyRows tells that a sheet is full.
var ErrTooManyRows = errors.New("xlsx: a sheet has at most 1,048,576 rows")

// Column is a column of a sheet: its name in the head line, which stays in sight
// and has the filters, and its width in characters.
type Column struct {
	Name  string
	Width float64
}

// Book is a workbook being written. Its sheets are known from the beginning and
// written one after the other.
type Book struct {
	zip    *zip.Writer
	names  []string
	filled []*Sheet
}

// New begins a workbook with the named sheets.
func New(w io.Writer, sheets ...string) (*Book, error) {
	b := &Book{zip: zip.NewWriter(w), names: sheets}
	return b, errors.Join(
		b.part("[Content_Types].xml", contentTypes(len(sheets))),
		b.part("_rels/.rels", packageLinks),
		b.part("xl/_rels/workbook.xml.rels", bookLinks(len(sheets))),
		b.part("xl/styles.xml", styles))
}

// Sheet begins the next sheet; the one before must be closed.
func (b *Book) Sheet(columns []Column) (*Sheet, error) {
	n := len(b.filled) + 1
	if n > len(b.names) {
		return nil, fmt.Errorf("xlsx: the workbook has %d sheets", len(b.names))
	}
	part, err := b.create(fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
	if err != nil {
		return nil, err
	}
	s := &Sheet{book: b, number: n, to: bufio.NewWriterSize(part, 32<<10), columns: columns, links: links{ids: map[string]int{}}}
	b.filled = append(b.filled, s)
	return s, s.begin()
}

// Close ends the workbook.
func (b *Book) Close() error {
	if len(b.filled) != len(b.names) {
		return fmt.Errorf("xlsx: %d of %d sheets were written", len(b.filled), len(b.names))
	}
	if err := b.part("xl/workbook.xml", b.workbook()); err != nil {
		return err
	}
	return b.zip.Close()
}

// written is the time of every part. The time of writing would make each export
// of the same rows another file.
var written = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (b *Book) create(name string) (io.Writer, error) {
	return b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: written})
}

func (b *Book) part(name, text string) error {
	w, err := b.create(name)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	return err
}

// workbook lists the sheets. The hidden names are where Excel looks for filters.
func (b *Book) workbook() string {
	var sheets, names strings.Builder
	for i, s := range b.filled {
		title := escape(b.names[i])
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, title, i+1, i+1)
		fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!%s</definedName>`, i, title, s.absolute())
	}
	return xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><sheets>` + sheets.String() +
		`</sheets><definedNames>` + names.String() + `</definedNames></workbook>`
}
