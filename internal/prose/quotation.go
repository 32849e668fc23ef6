package prose

import "strings"

// closers says which marks end a quotation that a mark begins.
var closers = map[string]string{
	"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", "｢": "｣",
	"\"": "\"", "＂": "＂", "”": "”", "»": "«", "‘": "’", "'": "'", "’": "’",
}

// maxSingle is how far a single mark looks for its other half: single marks are
// mostly apostrophes.
const maxSingle = 60

// maxQuotation is how many tokens a quotation may have.
const maxQuotation = 5000

// quotations pairs the marks of a paragraph.
func quotations(list []Token) []Quote {
	var found []Quote
	sought := map[string]int{}
	for i := 0; i < len(list); i++ {
		if !opens(list, i) {
			continue
		}
		if end := closing(list, i, sought); end > i+1 {
			found = append(found, Quote{i, end})
			i = end
		}
	}
	return found
}

// opens tells whether the token can begin a quotation. Marks that look the same
// at both ends must have space before and none after.
func opens(list []Token, i int) bool {
	t := list[i]
	if t.Kind != Sign || closers[t.Text] == "" {
		return false
	}
	switch t.Text {
	case "“", "„", "«", "‹", "「", "『", "｢":
		return true
	}
	free := i == 0 || t.Spaced || isOpening(list[i-1].Text)
	return free && i+1 < len(list) && !list[i+1].Spaced
}

func isOpening(text string) bool { return strings.Contains("([{—–-/“„«‘\"'", text) }

// closing finds the mark that ends the quotation begun at a token. A quotation
// of several paragraphs opens anew in each, which is not its end. Up to where
// there is no such mark is noted in sought, so that many marks without a
// second half do not each look again.
func closing(list []Token, open int, sought map[string]int) int {
	mark := list[open].Text
	last := min(len(list), open+maxQuotation)
	if isSingle(mark) {
		last = min(len(list), open+maxSingle)
	}
	for i := max(open+1, sought[mark]); i < last; i++ {
		t := list[i]
		if t.Kind == Sign && strings.Contains(closers[mark], t.Text) && closes(list, open, i) {
			return i
		}
	}
	sought[mark] = last
	return 0
}

func isSingle(mark string) bool { return mark == "'" || mark == "’" || mark == "‘" }

// closes tells whether a mark that may end the quotation does.
func closes(list []Token, open, i int) bool {
	t := list[i]
	if t.Breaks > 0 && opens(list, i) {
		return false
	}
	if mark := list[open].Text; isSingle(mark) {
		return !t.Spaced && (i+1 == len(list) || list[i+1].Spaced || list[i+1].Kind == Sign)
	}
	return !t.Spaced || i+1 == len(list) || list[i+1].Spaced || list[i+1].Kind == Sign
}
