package intake

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
)

// The reader of Markdown is ours: it has to drop marks rather than to make HTML,
// and in time that grows with the text alone. Measured on texts of nothing but
// marks, goldmark 1.8.7 took 14 s for 100 kB and rsc.io/markdown a minute for 1 MB.
const (
	markdownReader  = "parley-markdown"
	markdownVersion = "1"
)

// readMarkdown gives the words of a Markdown file without its marks.
func (r *Reading) readMarkdown(text decoded) error {
	if err := text.intact(); err != nil {
		return err
	}
	properties, body := frontMatter(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text.string))
	m := blocks{labels: labels(body)}
	for row := range strings.SplitSeq(withoutComments(body), "\n") {
		m.row(row)
	}
	m.flush()
	get := func(names ...string) (v string) {
		for _, name := range names {
			v = cmp.Or(v, properties[name])
		}
		return v
	}
	base, _ := url.Parse(get("url", "source"))
	r.Text, r.Extractor, r.Version = paragraphs(m.out.String()), markdownReader, markdownVersion
	r.Found = Found{
		Title:        line(cmp.Or(get("title"), m.title), longestTitle),
		Byline:       line(get("author", "authors", "byline"), longestByline),
		Publisher:    line(get("publisher", "site", "sitename"), longestPublisher),
		Published:    firstDate(get("published"), get("date")),
		CanonicalURL: firstAddress(base, get("canonical_url", "canonical"), get("url", "source")),
		Language:     firstLanguage(get("language", "lang")),
	}
	return nil
}

// withoutComments drops what stands between <!-- and -->.
func withoutComments(text string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "<!--")
		_, after, closed := strings.Cut(rest, "-->")
		if !found || !closed {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(before)
		text = after
	}
}

var definition = regexp.MustCompile(`(?m)^ {0,3}\[([^\[\]\n]+)\]:[ \t]*\S`)

// labels are the names of links that are defined apart from their text.
func labels(text string) map[string]bool {
	found := map[string]bool{}
	for _, m := range definition.FindAllStringSubmatch(text, -1) {
		found[label(m[1])] = true
	}
	return found
}

func label(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// blocks gathers the lines of paragraphs.
type blocks struct {
	labels    map[string]bool
	out       strings.Builder
	paragraph []string
	inList    bool   // the paragraph is an entry of a list
	fence     string // what closes the block of code that is open
	title     string // the first heading of the first level
}

var (
	quoteMark = regexp.MustCompile(`^ {0,3}> ?`)
	listMark  = regexp.MustCompile(`^\s*(?:[-*+]|\d{1,9}[.)])(?:\s+(?:\[[ xX]\]\s+)?|$)`)
	fenceMark = regexp.MustCompile("^\\s*(```+|~~~+)[^`]*$")
	hash      = regexp.MustCompile(`^ {0,3}(#{1,6})(?:[ \t]+|$)`)
	hashesEnd = regexp.MustCompile(`[ \t]+#+[ \t]*$`)
	underline = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t]*$`)
	rule      = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	delimiter = regexp.MustCompile(`^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$`)
	tableRow  = regexp.MustCompile(`^\s*\|(.*)\|\s*$`)
	cellEnd   = regexp.MustCompile(`\s*\|\s*`)
	footnote  = regexp.MustCompile(`^ {0,3}\[\^[^\]\s]+\]:\s*`)
)

// row takes one line.
func (m *blocks) row(s string) {
	if m.fence != "" {
		m.code(s)
		return
	}
	for mark := quoteMark.FindString(s); mark != ""; mark = quoteMark.FindString(s) {
		s = s[len(mark):]
	}
	switch {
	case strings.TrimSpace(s) == "":
		m.flush()
	case len(m.paragraph) > 0 && underline.MatchString(s):
		m.headed(map[byte]int{'=': 1, '-': 2}[strings.TrimSpace(s)[0]])
	case delimiter.MatchString(s):
		m.flushLine()
	case rule.MatchString(s):
		m.flush()
	default:
		m.words(s)
	}
}

// words takes a line that has some.
func (m *blocks) words(s string) {
	if f := fenceMark.FindStringSubmatch(s); f != nil {
		m.flush()
		m.fence = f[1]
		return
	}
	for mark := m.entry(s); mark != ""; mark = m.entry(s) {
		m.flushLine()
		m.inList = true
		s = s[len(mark):]
	}
	if h := hash.FindStringSubmatch(s); h != nil {
		m.flush()
		m.paragraph = []string{hashesEnd.ReplaceAllString(strings.TrimPrefix(s, h[0]), "")}
		m.headed(len(h[1]))
		return
	}
	if cells := tableRow.FindStringSubmatch(s); cells != nil {
		m.flushLine()
		m.paragraph = []string{cellEnd.ReplaceAllString(cells[1], "\t")}
		m.flushLine()
		return
	}
	if footnote.MatchString(s) {
		s = footnote.ReplaceAllString(s, "")
	} else if definition.MatchString(s) {
		return
	}
	m.paragraph = append(m.paragraph, s)
}

// entry is the mark that begins an entry of a list. A number that only wrapped
// to the beginning of a line begins none.
func (m *blocks) entry(s string) string {
	mark := listMark.FindString(s)
	number := strings.TrimRight(strings.TrimSpace(mark), ".)")
	if len(m.paragraph) > 0 && !m.inList && number != "" && strings.Trim(number, "0123456789") == "" && number != "1" {
		return ""
	}
	return mark
}

// code keeps a line of a block of code as it is.
func (m *blocks) code(s string) {
	if t := strings.TrimSpace(s); strings.HasPrefix(t, m.fence) && strings.Trim(t, m.fence[:1]) == "" {
		m.fence = ""
		m.out.WriteString("\n")
		return
	}
	m.out.WriteString(s + "\n")
}

// headed makes the paragraph a heading of a level.
func (m *blocks) headed(level int) {
	text := strings.TrimSpace(inline(strings.Join(m.paragraph, " "), m.labels))
	m.paragraph = nil
	if level == 1 {
		m.title = cmp.Or(m.title, text)
	}
	m.out.WriteString("\n\n" + text + "\n\n")
}

// flush ends a paragraph, flushLine an entry of a list or a row of a table.
func (m *blocks) flush() {
	m.flushLine()
	m.out.WriteString("\n")
}

func (m *blocks) flushLine() {
	if len(m.paragraph) == 0 {
		return
	}
	m.out.WriteString(inline(joinLines(m.paragraph), m.labels) + "\n")
	m.paragraph, m.inList = nil, false
}

// joinLines makes one text of the lines of a paragraph: only two spaces or a
// backslash at its end keep the break after a line.
func joinLines(lines []string) string {
	var b strings.Builder
	for i, s := range lines {
		end := " "
		if strings.HasSuffix(s, "  ") || strings.HasSuffix(s, `\`) {
			s, end = strings.TrimSuffix(s, `\`), "\n"
		}
		b.WriteString(strings.TrimSpace(s))
		if i < len(lines)-1 {
			b.WriteString(end)
		}
	}
	return b.String()
}
