package shingle

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"parley/internal/fold"
)

// placed is a word of a text, folded, with where it stands: from one code point
// of the text to before another.
type placed struct {
	word     string
	from, to int
}

// place gives the words that cut gives with their places. It folds character by
// character to know what became of each, and so is slower than cut.
func place(text string) []placed {
	p := placer{folded: map[string]string{}}
	for at := 0; text != ""; {
		size := clusterSize(text)
		points := utf8.RuneCountInString(text[:size])
		for _, r := range p.fold(text[:size]) {
			p.put(r, at, at+points)
		}
		text, at = text[size:], at+points
	}
	p.end()
	return p.words
}

// clusterSize is how many bytes fold by themselves, whatever follows.
func clusterSize(text string) int {
	if text[0] < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return 1
	}
	if n := norm.NFKC.NextBoundaryInString(text, true); n > 0 {
		return n
	}
	return 1
}

// placer puts words together.
type placer struct {
	folded map[string]string // characters are folded once, as they come again and again
	words  []placed
	word   []byte
	from   int
	to     int
}

func (p *placer) fold(cluster string) string {
	if len(cluster) == 1 {
		return strings.ToLower(cluster)
	}
	folded, known := p.folded[cluster]
	if !known {
		folded = fold.Text(cluster)
		p.folded[cluster] = folded
	}
	return folded
}

// put adds a folded character of the text between two code points.
func (p *placer) put(r rune, from, to int) {
	switch {
	case visible(r) < 0:
	case between(r):
		p.end()
	case unspaced(r):
		p.end()
		p.words = append(p.words, placed{string(r), from, to})
	default:
		if len(p.word) == 0 {
			p.from = from
		}
		p.word, p.to = utf8.AppendRune(p.word, r), to
	}
}

func (p *placer) end() {
	if len(p.word) > 0 {
		p.words = append(p.words, placed{string(p.word), p.from, p.to})
		p.word = p.word[:0]
	}
}
