package prose

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Blocks gives the paragraphs of a text, one after the other.
func Blocks(text string) iter.Seq[*Block] {
	return func(yield func(*Block) bool) {
		wrapped := isWrapped(text)
		codePoint := 0
		for text != "" {
			b, size := block(text, codePoint, wrapped)
			if len(b.Tokens) > 0 && !yield(b) {
				return
			}
			codePoint += utf8.RuneCountInString(text[:size])
			text = text[size:]
		}
	}
}

// maxJoined is of how many paragraphs a quotation may be made.
const maxJoined = 20

// block cuts the first paragraph off a text and tells how many bytes it takes.
func block(text string, codePoint int, wrapped bool) (*Block, int) {
	size := paragraph(text, wrapped)
	b := newBlock(text[:size], codePoint)
	for range maxJoined {
		if size == len(text) || !b.goesOn(text[size:]) {
			break
		}
		size += paragraph(text[size:], wrapped)
		b = newBlock(text[:size], codePoint)
	}
	return b, size
}

// paragraph measures a text up to the end of its first paragraph, line breaks
// included.
func paragraph(text string, wrapped bool) int {
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		at += size
		if !isBreak(r) {
			continue
		}
		blank := at + len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
		if !wrapped || strings.ContainsFunc(text[at:blank], isBreak) {
			return blank
		}
	}
	return len(text)
}

// goesOn tells whether the paragraph continues in what follows: after a colon
// with a quotation, or inside a quotation that opens anew or closes later.
func (b *Block) goesOn(rest string) bool {
	n := len(b.Tokens)
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case n == 0:
		return false
	case strings.ContainsRune(`"“«„`, r):
		return b.Tokens[n-1].Text == ":" || b.unclosed(string(r))
	}
	return b.unclosed("“") && closesFirst(rest)
}

// maxAhead is how far ahead, in bytes, the end of a quotation is looked for that
// began in an earlier paragraph.
const maxAhead = 8000

// closesFirst tells whether a text has the end of a quotation before the
// beginning of another.
func closesFirst(rest string) bool {
	at := strings.IndexAny(rest[:min(len(rest), maxAhead)], "“”")
	return at >= 0 && strings.HasPrefix(rest[at:], "”")
}

// unclosed tells whether a mark of the kind opens a quotation that has no end in
// the paragraph.
func (b *Block) unclosed(mark string) bool {
	for i, t := range b.Tokens {
		if t.Text == mark && !b.inside[i] && opens(b.Tokens, i) {
			return true
		}
	}
	return false
}

// isWrapped tells whether the lines of a text were broken to a width: then many
// of them begin with a small letter.
func isWrapped(text string) bool {
	const looked = 200
	breaks, small := 0, 0
	var before rune
	for _, r := range text {
		if before == '\n' {
			if r != '\n' {
				breaks++
			}
			if unicode.IsLower(r) {
				small++
			}
		}
		if breaks == looked {
			break
		}
		before = r
	}
	return small >= 3 && 4*small >= breaks
}
