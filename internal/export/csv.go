package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"

	"parley/internal/ledger"
)

// CSV writes RFC 4180 with a header, UTF-8 and CRLF line ends.
func CSV(w io.Writer) (rows, error) {
	c := csvTo(w)
	return c, c.write(Columns())
}

func csvTo(w io.Writer) csvRows {
	line := &bytes.Buffer{}
	return csvRows{to: w, line: line, encode: csv.NewWriter(line)}
}

// csvRows ends the lines itself: encoding/csv can do so too, but then it also
// rewrites the line ends inside of texts.
type csvRows struct {
	to     io.Writer
	line   *bytes.Buffer
	encode *csv.Writer
}

func (c csvRows) Flush() error { return nil }

func (c csvRows) write(cells []string) error {
	c.line.Reset()
	if err := c.encode.Write(cells); err != nil {
		return err
	}
	c.encode.Flush()
	c.line.Truncate(c.line.Len() - 1)
	c.line.WriteString("\r\n")
	_, err := c.to.Write(c.line.Bytes())
	return err
}

func (c csvRows) Write(r ledger.HistoryRow) error { return c.writeGuarded(cells(r)) }

// writeGuarded guards the cells in place and writes them as a line.
func (c csvRows) writeGuarded(cells []string) error {
	for i := range cells {
		cells[i] = guard(cells[i])
	}
	return c.write(cells)
}

// guard keeps a spreadsheet from taking a text for a formula: an apostrophe is
// put before =, +, -, @, tab or return at its beginning, and before an
// apostrophe, so that taking one leading apostrophe away always gives the text.
func guard(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '=', '+', '@', '\t', '\r', '\'':
		return "'" + s
	case '-':
		if _, err := strconv.ParseFloat(s, 64); err != nil {
			return "'" + s
		}
	}
	return s
}
