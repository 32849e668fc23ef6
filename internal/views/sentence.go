package views

import (
	"fmt"
	"strings"
	"unicode"

	"parley/internal/ledger"
)

// maxQuoted is how many characters of a summary or title a sentence quotes at most.
const maxQuoted = 100

// told names a position in a sentence: Ukraine's name, its date and its summary.
func (m *Material) told(p *ledger.Position) string {
	return fmt.Sprintf("what %s stated (%s, %s)", m.partyOf(p).Name, p.Stated, quoted(p.Summary))
}

// quoted is a summary or a title in a sentence.
func quoted(s string) string { return "“" + shortened(s, maxQuoted) + "”" }

// shortened cuts a text after the last whole word within a number of
// characters. Where the first word is longer, as in a language without spaces,
// it cuts between two characters, never between a letter and its marks.
func shortened(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	end := most
	for end > 0 && runes[end] != ' ' {
		end--
	}
	if end == 0 {
		for end = most; end > 1 && unicode.IsMark(runes[end]); end-- {
		}
	}
	return string(runes[:end]) + "…"
}

// counted is a number with its noun: 1 passage, 2 passages.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// agreeing is the form of a verb that goes with a number.
func agreeing(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// listed joins names as a sentence does: A, B and C.
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
