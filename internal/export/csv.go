package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// CSV is RFC 4180 with a header, in UTF-8, with CRLF line ends, guarded against
// formulas unless that is switched off.
var CSV = Format{Name: "csv", MediaType: "text/csv", begin: beginCSV}

func beginCSV(w io.Writer, h head) (rows, error) {
	c, err := csvBegin(w, h.BOM)
	if err != nil {
		return nil, err
	}
	return csvRows{csvLines: c, bare: h.Bare, fields: make([]string, len(h.Columns))}, c.write(h.Names())
}

type csvRows struct {
	csvLines
	bare   bool
	fields []string
}

func (c csvRows) row(cells []cell) error {
	for i, cell := range cells {
		c.fields[i] = cell.String()
		if cell.kind == isText && !c.bare {
			c.fields[i] = guard(cell.text)
		}
	}
	return c.write(c.fields)
}

func (csvRows) end(Sum) error { return nil }

// csvLines ends the lines itself: encoding/csv can do so too, but then it also
// rewrites the line ends inside of texts.
type csvLines struct {
	to     io.Writer
	line   *bytes.Buffer
	encode *csv.Writer
}

// csvBegin begins a file, with a byte order mark where one is wanted.
func csvBegin(w io.Writer, mark bool) (csvLines, error) {
	line := &bytes.Buffer{}
	c := csvLines{to: w, line: line, encode: csv.NewWriter(line)}
	if !mark {
		return c, nil
	}
	_, err := io.WriteString(w, "\ufeff")
	return c, err
}

func (c csvLines) write(fields []string) error {
	c.line.Reset()
	if err := c.encode.Write(fields); err != nil {
		return err
	}
	c.encode.Flush()
	c.line.Truncate(c.line.Len() - 1)
	c.line.WriteString("\r\n")
	_, err := c.to.Write(c.line.Bytes())
	return err
}

// String is a cell as CSV has it.
func (c cell) String() string {
	switch c.kind {
	case isText:
		return c.text
	case isInteger:
		return strconv.FormatInt(c.integer, 10)
	case isNumber:
		return strconv.FormatFloat(c.number, 'f', -1, 64)
	case isTrue:
		return "true"
	case isFalse:
		return "false"
	}
	return ""
}

// risky begins what a spreadsheet would take for a formula, in full width too, or
// would skip before one, and the mark of the guard itself.
const risky = "=+-@\t\r\n'＝＋－＠"

// guard puts an apostrophe before a text that begins with a risky character, so
// that taking one leading apostrophe away from any cell gives the text back. Cells
// that hold a number are not guarded: -5 is no formula.
func guard(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	if s != "" && strings.ContainsRune(risky, first) {
		return "'" + s
	}
	return s
}
