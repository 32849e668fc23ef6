package anchor

import (
	"errors"
	"fmt"
)

var (
	// ErrInvalidUTF8 and ErrNUL are the reasons of a BadTextError.
	ErrInvalidUTF8 = errors.New("text is not valid UTF-8")
	ErrNUL         = errors.New("text contains a NUL byte")

	// ErrEmptyQuote refuses a passage without a visible character.
	ErrEmptyQuote = errors.New("quote is empty or only white space")

	// ErrOutOfRange and ErrSplitCharacter are, with ErrEmptyQuote, the reasons
	// of a SpanError.
	ErrOutOfRange     = errors.New("span lies outside the text")
	ErrSplitCharacter = errors.New("span begins or ends inside a character")
)

// BadTextError tells where a text cannot be read. CodePoint counts from zero in
// the text as it was given, before any normalisation.
type BadTextError struct {
	Err             error
	Byte, CodePoint int
}

func (e *BadTextError) Error() string {
	return fmt.Sprintf("%v at byte %d (code point %d)", e.Err, e.Byte, e.CodePoint)
}

func (e *BadTextError) Unwrap() error { return e.Err }

// SpanError refuses offsets that select no passage of a text of Length code
// points.
type SpanError struct {
	Err    error
	Span   Span
	Length int
}

func (e *SpanError) Error() string {
	return fmt.Sprintf("%v: [%d, %d) of %d code points", e.Err, e.Span.Start, e.Span.End, e.Length)
}

func (e *SpanError) Unwrap() error { return e.Err }

// maxCandidates keeps an error about a very common word small enough to show.
const maxCandidates = 20

// AmbiguousError refuses a quote that stands in several places. Candidates are
// the first of them, Total is the number of all.
type AmbiguousError struct {
	Candidates []Hit
	Total      int
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("quote stands in %d places; more context is needed to tell them apart", e.Total)
}

// ContextError refuses a quote that is in the text, but nowhere between the
// given prefix and suffix. Candidates are the first places where it stands.
type ContextError struct{ Candidates []Hit }

func (e *ContextError) Error() string {
	return "quote does not stand between the given prefix and suffix"
}

// NotFoundError refuses a quote that is not in the text. Nearest is the sentence
// (or the few sentences, for a quote of several) with the greatest share of the
// quote's trigrams, Score that share. All are zero if nothing has any.
type NotFoundError struct {
	Nearest string
	Span
	Score float64
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("quote is not in the text (nearest sentence scores %.2f)", e.Score)
}
