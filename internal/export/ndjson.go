package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"parley/internal/codebook"
)

// NDJSON is one JSON object a line, with the columns as members in order. The
// last line has the one member _manifest, which tells what was exported, the
// number of rows and the hash of the lines before it.
var NDJSON = Format{Name: "ndjson", MediaType: "application/x-ndjson", begin: beginNDJSON, tells: true}

func beginNDJSON(w io.Writer, h head) (rows, error) {
	return &ndjsonRows{to: w, encode: newJSONRow(h.Table), about: h.about}, nil
}

type ndjsonRows struct {
	to     io.Writer
	encode *jsonRow
	about  About
}

func (n *ndjsonRows) row(cells []cell) error {
	_, err := n.to.Write(n.encode.line(cells))
	return err
}

func (n *ndjsonRows) end(s Sum) error {
	last, err := n.about.inside(s)
	if err == nil {
		_, err = fmt.Fprintf(n.to, "{\"_manifest\":%s}\n", last)
	}
	return err
}

// jsonRow writes a row as a line of JSON, byte for byte as encoding/json would
// write a struct of its columns, without escaping < > and &.
type jsonRow struct {
	names  []string
	buffer []byte
}

func newJSONRow(t codebook.Table) *jsonRow {
	j := &jsonRow{}
	for _, name := range t.Names() {
		j.names = append(j.names, `"`+name+`":`)
	}
	return j
}

// line is valid until the next one.
func (j *jsonRow) line(cells []cell) []byte {
	b := append(j.buffer[:0], '{')
	for i, c := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		b = c.appendJSON(append(b, j.names[i]...))
	}
	j.buffer = append(b, '}', '\n')
	return j.buffer
}

func (c cell) appendJSON(b []byte) []byte {
	switch c.kind {
	case absent:
		return append(b, "null"...)
	case isText:
		return appendQuoted(b, c.text)
	case isNumber:
		return appendNumber(b, c.number)
	case isInteger:
		return strconv.AppendInt(b, c.integer, 10)
	}
	return strconv.AppendBool(b, c.kind == isTrue)
}

// appendNumber writes very large and very small numbers with an exponent.
func appendNumber(b []byte, v float64) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		return append(b, "null"...) // not a number; no column holds one
	}
	return append(b, text...)
}

const hexDigits = "0123456789abcdef"

// appendQuoted writes a JSON string. U+2028 and U+2029 are escaped, which
// JavaScript once took for line ends.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r >= ' ' && r != '\u2028' && r != '\u2029':
			b = append(b, string(r)...)
		default:
			b = appendEscaped(b, r)
		}
	}
	return append(b, '"')
}

func appendEscaped(b []byte, r rune) []byte {
	switch r {
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	return append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
