package anchor

import (
	"strings"
	"sync"
)

// Text is the stored text of an article, prepared for many lookups. It may be
// used by several goroutines at once.
type Text struct {
	stored  string
	offsets offsets
	// folded is made when first asked for: most quotes are found without it.
	folded func() folding
	// seeded too: it is for quotes that are not in the text.
	seeded func() *seeded
}

// NewText prepares a text that went through Normalize. Other text does no harm,
// but composed and decomposed characters in it will not be taken for the same.
func NewText(stored string) *Text {
	t := &Text{stored: stored, offsets: newOffsets(stored)}
	t.folded = sync.OnceValue(func() folding { return fold(stored) })
	t.seeded = sync.OnceValue(func() *seeded { return newSeeded(stored, t.folded().text) })
	return t
}

// Len is the length in code points.
func (t *Text) Len() int { return t.offsets.count }

// Slice gives the characters of a span, or none if it lies outside the text.
func (t *Text) Slice(s Span) string {
	if !t.holds(s) {
		return ""
	}
	return t.stored[t.offsets.toByte(s.Start):t.offsets.toByte(s.End)]
}

// At gives the passage at offsets a client selected. The error is a *SpanError:
// the span must lie in the text, hold something visible and not begin or end
// inside a character, so that the passage can be found again by its quote.
func (t *Text) At(s Span) (Hit, error) {
	if err := t.checkSpan(s); err != nil {
		return Hit{}, &SpanError{Err: err, Span: s, Length: t.Len()}
	}
	return t.passage(s, Exact), nil
}

func (t *Text) checkSpan(s Span) error {
	switch {
	case !t.holds(s):
		return ErrOutOfRange
	case !visible(t.Slice(s)):
		return ErrEmptyQuote
	case !wholeCharacters(t.stored, t.extent(s)):
		return ErrSplitCharacter
	}
	return nil
}

func visible(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isBlank(r) }) >= 0
}

func (t *Text) holds(s Span) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= t.Len()
}

func (t *Text) extent(s Span) extent {
	return extent{t.offsets.toByte(s.Start), t.offsets.toByte(s.End)}
}

func (t *Text) span(e extent) Span {
	return Span{t.offsets.toCodePoint(e.start), t.offsets.toCodePoint(e.end)}
}

// passage copies a span out of the text, with its surroundings.
func (t *Text) passage(s Span, kind Kind) Hit {
	return Hit{
		Span:   s,
		Kind:   kind,
		Exact:  t.Slice(s),
		Prefix: t.Slice(Span{max(0, s.Start-ContextLength), s.Start}),
		Suffix: t.Slice(Span{s.End, min(t.Len(), s.End+ContextLength)}),
	}
}
