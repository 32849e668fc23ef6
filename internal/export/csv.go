package export

import (
	"encoding/csv"
	"io"
	"strconv"

	"parley/internal/ledger"
)

// CSV writes RFC 4180 with a header, UTF-8 and CRLF line ends.
func CSV(w io.Writer) (rows, error) {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	return csvRows{c}, c.Write(Columns())
}

type csvRows struct{ w *csv.Writer }

func (c csvRows) Flush() error {
	c.w.Flush()
	return c.w.Error()
}

func (c csvRows) Write(r ledger.HistoryRow) error {
	cells := cells(r)
	for i := range cells {
		cells[i] = guard(cells[i])
	}
	return c.w.Write(cells)
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
