package mapping

import (
	"encoding/json"
	"slices"
	"strings"
)

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
