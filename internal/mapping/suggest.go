package mapping

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"parley/internal/edtf"
	"parley/internal/fold"
)

// usual are the names that people give to columns, by what they hold. The first that
// a table has is taken.
var usual = map[string][]string{
	"id":        {"id", "statement id", "position", "position id", "code", "nr"},
	"party":     {"party", "actor", "organization", "organisation", "who", "country", "side"},
	"speaker":   {"speaker", "person", "said by"},
	"issue":     {"issue", "concept", "topic", "question", "category", "claim"},
	"act":       {"act", "speech act", "action"},
	"stance":    {"stance", "agreement", "agree", "support"},
	"stated":    {"stated", "date", "date stated", "day"},
	"quote":     {"quote", "quotation", "statement", "passage", "excerpt"},
	"summary":   {"summary", "paraphrase", "description"},
	"url":       {"url", "link", "address", "web address"},
	"title":     {"title", "headline", "article title", "article"},
	"publisher": {"publisher", "source", "newspaper", "paper", "outlet", "medium"},
	"published": {"published", "publication date", "date published"},
	"text":      {"text", "full text", "article text", "content"},
	"text_file": {"text file", "file", "filename", "file name"},
	"note":      {"note", "notes", "comment", "comments", "memo"},
}

// open is what a suggestion does not know. It is a fault wherever it is left.
const open = "?"

const (
	// lookedAt is how many rows are read for a suggestion.
	lookedAt = 10_000
	// mostValues is how many values of a column it lists.
	mostValues = 40
)

// Suggest makes a mapping to begin with: what can be told by the names of columns, and
// a question mark for everything else.
func Suggest(files fs.FS, name string) ([]byte, error) {
	in, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close() //nolint:errcheck // it was only read
	t, err := openTable(in, &Mapping{})
	if err != nil {
		return nil, fmt.Errorf("the head line cannot be read: %w", err)
	}
	s := suggestion{places: map[string]int{}, head: t.head, values: map[string][]string{}}
	s.find()
	for range lookedAt {
		cells, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("line %d cannot be read: %w", t.after, err)
		}
		s.look(cells)
	}
	return []byte(s.mapping()), nil
}

type suggestion struct {
	head    []string
	places  map[string]int
	values  map[string][]string
	foreign bool // there are dates that are not EDTF
}

func (s *suggestion) find() {
	for member, names := range usual {
		for _, name := range names {
			i := slices.IndexFunc(s.head, func(h string) bool { return fold.Text(strings.ReplaceAll(h, "_", " ")) == name })
			if i >= 0 && !strings.ContainsAny(s.head[i], "{}") {
				s.places[member] = i
				break
			}
		}
	}
}

func (s *suggestion) look(cells []string) {
	for member, i := range s.places {
		if i >= len(cells) {
			continue
		}
		v := strings.TrimSpace(cells[i])
		switch member {
		case "act", "stance":
			same := func(known string) bool { return folded(known) == folded(v) }
			if v != "" && len(s.values[member]) < mostValues && !slices.ContainsFunc(s.values[member], same) {
				s.values[member] = append(s.values[member], v)
			}
		case "stated", "published":
			_, err := edtf.Parse(v)
			s.foreign = s.foreign || v != "" && err != nil
		}
	}
}
