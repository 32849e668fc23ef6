package suggest

import (
	"parley/internal/naming"
	"parley/internal/prose"
)

// maxSentence is how many tokens a sentence may have to be read: what is longer is
// a table or a list of names.
const maxSentence = 400

// sentence is a sentence under reading. Its tokens keep their numbers in the
// paragraph.
type sentence struct {
	*prose.Block
	prose.Range
	names  *naming.Names
	quotes []prose.Quote
	dates  []mention
}

func newSentence(b *prose.Block, r prose.Range, names *naming.Names) *sentence {
	s := &sentence{Block: b, Range: r, names: names, quotes: b.QuotesIn(r)}
	s.dates = s.findDates()
	return s
}

// key is the folded word at a token, empty outside the sentence and in quotations.
func (s *sentence) key(i int) string {
	if !s.open(i) {
		return ""
	}
	return s.Tokens[i].Key
}

// open tells whether a token is in the sentence and not quoted.
func (s *sentence) open(i int) bool { return s.From <= i && i < s.To && !s.Inside(i) }

// has tells whether the words stand at a token, none of them quoted.
func (s *sentence) has(i int, words []string) bool {
	for n, w := range words {
		if s.key(i+n) != w {
			return false
		}
	}
	return true
}

// is tells whether an unquoted token is in a set of words.
func (s *sentence) is(i int, words map[string]bool) bool { return words[s.key(i)] }

// sign tells whether an unquoted token is one of several punctuation marks.
func (s *sentence) sign(i int, signs string) bool {
	return s.open(i) && s.Tokens[i].Kind == prose.Sign && contains(signs, s.Tokens[i].Text)
}

// word tells whether an unquoted token is a word or a number.
func (s *sentence) word(i int) bool {
	return s.open(i) && (s.Tokens[i].Kind == prose.Word || s.Tokens[i].Kind == prose.Number)
}

// piece is a stretch of tokens as the text has it.
func (s *sentence) piece(r prose.Range) Piece {
	if r.Len() <= 0 {
		return Piece{}
	}
	start, end := s.Span(r)
	return Piece{Start: start, End: end, Exact: s.Slice(r)}
}

// quoteEndingAt gives the quotation whose last mark is at a token.
func (s *sentence) quoteEndingAt(i int) (prose.Quote, bool) {
	for _, q := range s.quotes {
		if q.Close == i {
			return q, true
		}
	}
	return prose.Quote{}, false
}

// quoteFrom gives the quotation whose first mark is at a token.
func (s *sentence) quoteFrom(i int) (prose.Quote, bool) {
	for _, q := range s.quotes {
		if q.Open == i {
			return q, true
		}
	}
	return prose.Quote{}, false
}

// dateEndingAt gives the date expression that ends right before a token.
func (s *sentence) dateEndingAt(end int) (mention, bool) {
	for _, d := range s.dates {
		if d.To == end {
			return d, true
		}
	}
	return mention{}, false
}

// dateFrom gives the date expression that begins at a token.
func (s *sentence) dateFrom(start int) (mention, bool) {
	for _, d := range s.dates {
		if d.From == start {
			return d, true
		}
	}
	return mention{}, false
}
