package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// inline gives the words of a paragraph of Markdown: of links and emphasis what
// they are around, of images nothing.
func inline(s string, labels map[string]bool) string {
	p := inliner{text: s, labels: labels, ticks: ticks(s), runs: map[byte][]int{}}
	for p.at < len(s) {
		p.step()
	}
	return html.UnescapeString(p.kept())
}

// inliner goes through a paragraph once. What it writes first and finds to be a
// mark later is dropped at the end.
type inliner struct {
	text   string
	at     int
	labels map[string]bool
	ticks  map[int][]int // where runs of so many backticks begin
	out    []byte
	marks  []int // places in out that are not words
	open   []bracket
	runs   map[byte][]int // places in out of marks of emphasis that stand open
}

// bracket is an open [ at a place of the text, written at a place of out.
type bracket struct {
	text, out int
	isImage   bool
}

func (p *inliner) step() {
	switch c := p.text[p.at]; c {
	case '\\':
		p.escaped()
	case '`':
		p.code()
	case '<':
		p.tag()
	case '!', '[':
		p.bracket(c)
	case ']':
		p.close()
	case '*', '_', '~':
		p.emphasis(c)
	default:
		p.copy(1)
	}
}

func (p *inliner) copy(n int) {
	p.out = append(p.out, p.text[p.at:p.at+n]...)
	p.at += n
}

func (p *inliner) escaped() {
	if p.at+1 < len(p.text) && isPunctuation(p.text[p.at+1]) {
		p.at++
	}
	p.copy(1)
}

func isPunctuation(c byte) bool {
	return strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}

// ticks lists the runs of backticks by length, so that the end of a span of code
// is found without searching.
func ticks(s string) map[int][]int {
	var found map[int][]int
	for i := 0; i < len(s); i++ {
		if s[i] != '`' {
			continue
		}
		n := run(s[i:])
		if found == nil {
			found = map[int][]int{}
		}
		found[n] = append(found[n], i)
		i += n - 1
	}
	return found
}

// run is how often the first character of s stands there in a row.
func run(s string) int { return len(s) - len(strings.TrimLeft(s, s[:1])) }

// code copies what stands between two runs of as many backticks.
func (p *inliner) code() {
	n := run(p.text[p.at:])
	ends := p.ticks[n]
	for len(ends) > 0 && ends[0] <= p.at {
		ends = ends[1:]
	}
	p.ticks[n] = ends
	if len(ends) == 0 {
		p.copy(n)
		return
	}
	p.out = append(p.out, spaced(p.text[p.at+n:ends[0]])...)
	p.at = ends[0] + n
}

// spaced takes one space off either end, which is there to part backticks from
// backticks.
func spaced(code string) string {
	if len(code) > 2 && code[0] == ' ' && code[len(code)-1] == ' ' {
		return code[1 : len(code)-1]
	}
	return code
}

var (
	autolink = regexp.MustCompile(`^<((?:https?|ftp|mailto):[^\s<>]+|[^\s<>@/]+@[^\s<>@/]+)>`)
	htmlTag  = regexp.MustCompile(`^</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>`)
)

// tag drops HTML; an address in angle brackets stays.
func (p *inliner) tag() {
	rest := p.text[p.at:]
	if m := autolink.FindStringSubmatch(rest); m != nil {
		p.out = append(p.out, m[1]...)
		p.at += len(m[0])
		return
	}
	m := htmlTag.FindStringSubmatch(rest)
	if m == nil {
		p.copy(1)
		return
	}
	if strings.EqualFold(m[1], "br") {
		p.out = append(p.out, '\n')
	}
	p.at += len(m[0])
}

func (p *inliner) bracket(c byte) {
	isImage := c == '!' && strings.HasPrefix(p.text[p.at:], "![")
	if c == '!' && !isImage {
		p.copy(1)
		return
	}
	p.open = append(p.open, bracket{p.at, len(p.out), isImage})
	if isImage {
		p.copy(2)
	} else {
		p.copy(1)
	}
}

var (
	target    = regexp.MustCompile(`^\(\s*(?:<[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*?)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`)
	reference = regexp.MustCompile(`^\[([^\[\]]*)\]`)
)

// close decides what the brackets that end here were.
func (p *inliner) close() {
	if len(p.open) == 0 {
		p.copy(1)
		return
	}
	b := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	name := ""
	if p.at-b.text < 1000 {
		name = strings.TrimLeft(p.text[b.text:p.at], "![")
	}
	rest := p.text[p.at+1:]
	switch {
	case strings.HasPrefix(name, "^"): // of a footnote
		p.out, p.at = p.out[:b.out], p.at+1
	case target.MatchString(rest):
		p.link(b, 1+len(target.FindString(rest)))
	case p.isDefined(reference.FindStringSubmatch(rest), name):
		p.link(b, 1+len(reference.FindString(rest)))
	case p.labels[label(name)]:
		p.link(b, 1)
	default:
		p.copy(1)
	}
}

func (p *inliner) isDefined(m []string, name string) bool {
	return m != nil && (p.labels[label(m[1])] || m[1] == "" && p.labels[label(name)])
}

// link keeps the words of a link and drops an image; n characters end it.
func (p *inliner) link(b bracket, n int) {
	p.at += n
	if b.isImage {
		p.truncate(b.out)
		return
	}
	p.marks = append(p.marks, b.out)
}

// truncate takes back what was written since.
func (p *inliner) truncate(to int) {
	p.out = p.out[:to]
	for len(p.marks) > 0 && p.marks[len(p.marks)-1] >= to {
		p.marks = p.marks[:len(p.marks)-1]
	}
	for c, open := range p.runs {
		for len(open) > 0 && open[len(open)-1] >= to {
			open = open[:len(open)-1]
		}
		p.runs[c] = open
	}
}

// emphasis takes a run of marks: those that close what stands open fall away
// together with what they close, the others may open something.
func (p *inliner) emphasis(c byte) {
	n := run(p.text[p.at:])
	opens, closes := p.flanks(c, n)
	if c == '~' && n != 2 {
		opens, closes = false, false
	}
	closed := 0
	if closes {
		closed = p.closing(c, n)
	}
	p.copy(closed)
	for range n - closed {
		if opens {
			p.runs[c] = append(p.runs[c], len(p.out))
		}
		p.copy(1)
	}
}

// closing drops up to n marks that stand open, and as many that come now. What
// was opened before a bracket is not closed inside of it.
func (p *inliner) closing(c byte, n int) int {
	from, open := 0, p.runs[c]
	if len(p.open) > 0 {
		from = p.open[len(p.open)-1].out
	}
	closed := 0
	for ; closed < n && len(open) > 0 && open[len(open)-1] >= from; closed++ {
		p.marks = append(p.marks, open[len(open)-1], len(p.out)+closed)
		open = open[:len(open)-1]
	}
	p.runs[c] = open
	return closed
}

// flanks tells whether a run can open and close emphasis, by what stands beside
// it (CommonMark 6.2). Between letters an underscore is part of a name.
func (p *inliner) flanks(c byte, n int) (opens, closes bool) {
	before, _ := utf8.DecodeLastRuneInString(p.text[:p.at])
	after, _ := utf8.DecodeRuneInString(p.text[p.at+n:])
	space := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	mark := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	left := !space(after) && (!mark(after) || space(before) || mark(before))
	right := !space(before) && (!mark(before) || space(after) || mark(after))
	if c == '_' {
		return left && (!right || mark(before)), right && (!left || mark(after))
	}
	return left, right
}

// kept is what was written without the marks.
func (p *inliner) kept() string {
	if len(p.marks) == 0 {
		return string(p.out)
	}
	isMark := make([]bool, len(p.out))
	for _, at := range p.marks {
		isMark[at] = true
	}
	var b strings.Builder
	for i, c := range p.out {
		if !isMark[i] {
			b.WriteByte(c)
		}
	}
	return b.String()
}
