package prose

import "sort"

// Block is a paragraph, cut into tokens.
type Block struct {
	text   string
	Tokens []Token
	// Quotes are the outermost quotations, in order.
	Quotes    []Quote
	Sentences []Range
	inside    []bool // by token: quoted, or the mark of a quotation
	closing   []bool // by token: ends a quotation
}

// Range is a stretch of tokens, half open.
type Range struct{ From, To int }

// Len is the number of tokens.
func (r Range) Len() int { return r.To - r.From }

// Holds tells whether another stretch lies within r.
func (r Range) Holds(o Range) bool { return r.From <= o.From && o.To <= r.To }

// Quote is a quotation by its marks: the tokens between Open and Close are quoted.
type Quote struct{ Open, Close int }

// Inner is what stands between the marks.
func (q Quote) Inner() Range { return Range{q.Open + 1, q.Close} }

// Outer is the quotation with its marks.
func (q Quote) Outer() Range { return Range{q.Open, q.Close + 1} }

// Inside tells whether a token is quoted or is the mark of a quotation.
func (b *Block) Inside(token int) bool { return b.inside[token] }

// Slice gives the characters of a stretch of tokens.
func (b *Block) Slice(r Range) string {
	if r.Len() <= 0 {
		return ""
	}
	return b.text[b.Tokens[r.From].at:b.Tokens[r.To-1].until]
}

// Span gives the offsets of a stretch of tokens, in code points of the text.
func (b *Block) Span(r Range) (start, end int) {
	if r.Len() <= 0 {
		return 0, 0
	}
	return b.Tokens[r.From].Start, b.Tokens[r.To-1].End
}

// QuotesIn gives the quotations that lie within a stretch of tokens.
func (b *Block) QuotesIn(r Range) []Quote {
	first := sort.Search(len(b.Quotes), func(i int) bool { return b.Quotes[i].Open >= r.From })
	end := first
	for end < len(b.Quotes) && b.Quotes[end].Close < r.To {
		end++
	}
	return b.Quotes[first:end]
}

// newBlock cuts a stretch of a text that begins at a code point.
func newBlock(text string, codePoint int) *Block {
	b := &Block{text: text, Tokens: tokens(text, codePoint)}
	b.inside, b.closing = make([]bool, len(b.Tokens)), make([]bool, len(b.Tokens))
	b.Quotes = quotations(b.Tokens)
	for _, q := range b.Quotes {
		for i := q.Open; i <= q.Close; i++ {
			b.inside[i] = true
		}
		b.closing[q.Close] = true
	}
	b.Sentences = b.sentences()
	return b
}
