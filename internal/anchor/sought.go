package anchor

import (
	"strings"
	"unicode/utf8"
)

// maxSought bounds the length of a quote that is looked for approximately, and
// with it the time one passage can take.
const maxSought = 5000

// sought is a passage of an earlier revision, or what a client quotes, folded.
// Context keeps the order of the text: what is nearest to the passage ends the
// prefix and begins the suffix.
type sought struct {
	Hit
	from           *Text
	folded         string
	quote          []rune
	pattern        *pattern
	prefix, suffix *pattern
	weight         int
	// expected is the offset that has the same share of the text before it, or
	// anywhere.
	expected int
}

// anywhere is what is expected of a quote without an old place.
const anywhere = -1

func newSought(old Hit, from, now *Text) *sought {
	q := quoted(Quote{old.Exact, old.Prefix, old.Suffix})
	q.Hit, q.from = old, from
	q.expected = old.Start * now.Len() / max(1, from.Len())
	return q
}

func quoted(given Quote) *sought {
	q := &sought{
		folded:   foldQuote(given.Exact),
		prefix:   newPattern([]rune(foldQuote(given.Prefix))),
		suffix:   newPattern([]rune(foldQuote(given.Suffix))),
		expected: anywhere,
	}
	q.quote = []rune(q.folded)
	q.weight = tellingWeight(q.quote)
	return q
}

// prepared is made when first asked for: most quotes are found without it.
func (q *sought) prepared() *pattern {
	if q.pattern == nil {
		q.pattern = newPattern(q.quote)
	}
	return q.pattern
}

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
