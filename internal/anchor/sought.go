package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSought bounds the length of a quote that is looked for approximately, and
// with it the time one passage can take.
const maxSought = 5000

// sought is a passage of an earlier revision, folded. Context keeps the order of
// the text: what is nearest to the passage ends the prefix and begins the suffix.
type sought struct {
	Hit
	folded         string
	pattern        *pattern
	prefix, suffix []rune
	weight         int
}

func newSought(old Hit) *sought {
	folded := foldQuote(old.Exact)
	quote := []rune(folded)
	return &sought{
		Hit:     old,
		folded:  folded,
		pattern: newPattern(quote),
		prefix:  []rune(foldQuote(old.Prefix)),
		suffix:  []rune(foldQuote(old.Suffix)),
		weight:  tellingWeight(quote),
	}
}

// length is that of the folded quote in characters.
func (q *sought) length() int { return len(q.pattern.runes) }

// startsSentence and endsSentence tell whether the passage was made of whole
// sentences, as far as its context shows.
func (q *sought) startsSentence() bool {
	before := strings.TrimRightFunc(q.Prefix, isBlank)
	gap := q.Prefix[len(before):]
	_, ends := sentenceEnd(lastStop(before))
	return before == "" || strings.ContainsFunc(gap, isLineBreak) || gap != "" && ends
}

func (q *sought) endsSentence() bool {
	exact := strings.TrimRightFunc(q.Exact, isBlank)
	gap := q.Suffix[:len(q.Suffix)-len(strings.TrimLeftFunc(q.Suffix, isBlank))]
	_, ends := sentenceEnd(lastStop(exact))
	return q.Suffix == "" || strings.ContainsFunc(gap, isLineBreak) || ends
}

// lastStop gives the end of s from its last character on that is no trailer of
// a stop, or from the stop itself.
func lastStop(s string) string {
	rest := strings.TrimRight(s, trailers)
	if rest != s {
		return s[len(rest):]
	}
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// isWord tells whether r belongs to a word that is written with others of its
// kind and parted from the next by something else.
func isWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !isIdeograph(r)
}

// isIdeograph names the scripts that do not part words and say much in few
// characters.
func isIdeograph(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
