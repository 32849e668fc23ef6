package mapping

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

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

// unicodeOf decodes a file by its byte order mark or else by what the mapping says.
func unicodeOf(r *bufio.Reader, m *Mapping) io.Reader {
	mark, _ := r.Peek(3) // of a shorter file, what there is
	switch {
	case bytes.HasPrefix(mark, []byte("\xef\xbb\xbf")):
		_, _ = r.Discard(3) // it was just looked at
		return r
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case m.encoding != nil:
		return transform.NewReader(r, m.encoding.NewDecoder())
	}
	return r
}

// announced is the delimiter that a first line such as sep=; announces, and how long
// that line is: some programs write it for Excel.
func announced(start []byte) (delimiter rune, length int) {
	line, _, _ := bytes.Cut(start, []byte("\n"))
	trimmed := bytes.TrimSuffix(line, []byte("\r"))
	if len(trimmed) != 5 || !bytes.HasPrefix(bytes.ToLower(trimmed), []byte("sep=")) || !strings.Contains(delimiters, string(trimmed[4:])) {
		return 0, 0
	}
	return rune(trimmed[4]), min(len(line)+1, len(start))
}

// delimiterOf is the delimiter under which the head has most of the columns that the
// mapping names or, where there is none yet, most columns.
func delimiterOf(start []byte, names []string) rune {
	best, most := rune(delimiters[0]), 0
	for _, d := range delimiters {
		head, _ := newReader(bytes.NewReader(start), d).Read() // what cannot be read so has no columns
		n := known(head, names)
		if names == nil {
			n = len(head)
		}
		if n > most {
			best, most = d, n
		}
	}
	return best
}

func known(head, names []string) (n int) {
	there := map[string]bool{}
	for _, name := range head {
		there[spaced(name)] = true
	}
	for _, name := range names {
		if there[name] {
			n++
		}
	}
	return n
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

// returns reads files whose lines end with CR alone.
type returns struct{ io.Reader }

func (r returns) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	for i, c := range p[:n] {
		if c == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

// IsTable tells by the beginning of a file whether it is a table rather than JSON:
// its first line has a delimiter and no brace or bracket before it.
func IsTable(start []byte) bool {
	if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) {
		return true
	}
	start = bytes.TrimSpace(bytes.TrimPrefix(start, []byte("\xef\xbb\xbf")))
	line, _, _ := bytes.Cut(start, []byte("\n"))
	return len(line) > 0 && line[0] != '{' && line[0] != '[' && bytes.ContainsAny(line, delimiters)
}
