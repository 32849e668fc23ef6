package mapping

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

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
