package mapping

import (
	"encoding/json"
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

// column is the column of a member in braces, or what stands for it.
func (s *suggestion) column(member, otherwise string) string {
	if i, found := s.places[member]; found {
		return "{" + s.head[i] + "}"
	}
	return otherwise
}

func (s *suggestion) mapping() string {
	var b strings.Builder
	b.WriteString("{\n  \"mapping\": 1,\n")
	if s.foreign {
		b.WriteString("  \"dates\": " + quoted(open) + ",\n")
	}
	if columns := s.columns(); len(columns) > 0 {
		b.WriteString("  \"columns\": {\n    " + strings.Join(columns, ",\n    ") + "\n  },\n")
	}
	b.WriteString("  \"items\": [\n    " + strings.Join(s.items(), ",\n    ") + "\n  ]\n}\n")
	return b.String()
}

// columns asks what each word of the coded columns means.
func (s *suggestion) columns() (list []string) {
	for _, member := range []string{"act", "stance"} {
		if words := s.values[member]; len(words) > 0 {
			var pairs []string
			for _, word := range words {
				pairs = append(pairs, word, quoted(open))
			}
			list = append(list, quoted(s.head[s.places[member]])+": "+members("values", members(pairs...)))
		}
	}
	return list
}

func (s *suggestion) items() []string {
	party, issue := s.column("party", open), s.column("issue", open)
	article := s.column("url", s.column("title", s.column("text_file", open)))
	quote := s.column("quote", open)
	list := []string{
		members("negotiation", members("slug", quoted(open), "name", quoted(open))),
		members("party", members("slug", quoted(party), "kind", quoted(open), "name", quoted(party))),
		members("issue", members("slug", quoted(issue), "negotiation", quoted(open), "question", quoted(issue))),
		members("article", members("slug", quoted(article), "url", s.member("url"), "title", s.member("title"), "publisher", s.member("publisher"),
			"published", s.member("published"), "text", s.member("text"), "text_file", s.member("text_file"))),
		members("position", members("slug", s.member("id"), "party", quoted(party), "issue", quoted(issue), "speaker", s.member("speaker"),
			"act", quoted(s.column("act", open)), "stance", s.member("stance"), "summary", quoted(s.column("summary", quote)),
			"stated", quoted(s.column("stated", open)), "note", s.member("note"),
			"evidence", "["+members("article", quoted(article), "quote", quoted(quote))+"]")),
	}
	if speaker := s.column("speaker", ""); speaker != "" {
		list = slices.Insert(list, 2, members("party", members("slug", quoted(speaker), "kind", quoted("person"), "name", quoted(speaker))))
	}
	return list
}

func (s *suggestion) member(name string) string {
	if v := s.column(name, ""); v != "" {
		return quoted(v)
	}
	return ""
}

// members writes an object of names and JSON, without those that have none.
func members(pairs ...string) string {
	var list []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			list = append(list, quoted(pairs[i])+": "+pairs[i+1])
		}
	}
	return "{" + strings.Join(list, ", ") + "}"
}

func quoted(s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text always can be
	return strings.TrimSpace(b.String())
}
