package mapping

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"parley/internal/bundle"
)

const (
	// opening is how much of a table is looked at to tell how it is written.
	opening = 64 << 10
	// maxLine bounds a row, in bytes, so that a quotation mark which nothing closes
	// does not bring the rest of the file into memory.
	maxLine = 16 << 20
)

// table reads the rows of a CSV file.
type table struct {
	*csv.Reader
	in *bounded
	// before is how many lines stand before the first one that the reader sees.
	before int
	// line is that of the row, and after the one on which the next may begin.
	line, after int
	head        []string
}

// openTable reads up to the head of a table. What is wrong is a refusal of the file.
func openTable(in io.Reader, m *Mapping) (*table, error) {
	r := bufio.NewReaderSize(unicodeOf(bufio.NewReaderSize(in, opening), m), opening)
	start, err := r.Peek(opening)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	delimiter, before := m.delimiter, 0
	if d, length := announced(start); length > 0 {
		_, _ = r.Discard(length) // it was just looked at
		start, before = start[length:], 1
		if delimiter == 0 {
			delimiter = d
		}
	}
	var lines io.Reader = r
	if bytes.IndexByte(start, '\n') < 0 {
		lines = returns{r}
		start = bytes.ReplaceAll(start, []byte("\r"), []byte("\n"))
	}
	if delimiter == 0 {
		delimiter = delimiterOf(start, m.named())
	}
	t := &table{in: &bounded{Reader: lines}, before: before}
	t.Reader = newReader(t.in, delimiter)
	head, err := t.next()
	if errors.Is(err, io.EOF) {
		return nil, bundle.Refuse("the file is empty; the first line of a table names its columns")
	}
	for _, name := range head {
		t.head = append(t.head, spaced(name))
	}
	return t, err
}

func newReader(in io.Reader, delimiter rune) *csv.Reader {
	r := csv.NewReader(in)
	r.Comma, r.FieldsPerRecord = delimiter, -1
	return r
}

// next reads a row.
func (t *table) next() ([]string, error) {
	t.in.left = maxLine
	cells, err := t.Read()
	if err == nil {
		line, _ := t.FieldPos(0)
		t.line, t.after = t.before+line, t.before+line+1
		for _, s := range cells {
			t.after += strings.Count(s, "\n")
		}
	}
	return cells, err
}

var errLongRow = bundle.Refuse("a row is longer than %d MiB; perhaps a quotation mark is not closed", maxLine>>20)

// bounded fails a row that is too long.
type bounded struct {
	io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errLongRow
	}
	n, err := b.Reader.Read(p)
	b.left -= n
	return n, err
}
