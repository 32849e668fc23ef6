package search

// Limits of a query.
const (
	// MaxWords is how many words a query can have, and so a phrase.
	MaxWords = 64
	// maxPrefixes is how many beginnings of words a query can have: databases
	// gather all places of all words that begin so, whatever else is asked.
	maxPrefixes = 8
	// minPrefix is of how many characters the beginning of a word must be:
	// shorter ones begin half of all words there are.
	minPrefix = 2
)

// Term is what must stand in a text: words, one directly after the other. With
// Prefix the last is only how a word begins.
type Term struct {
	Words  []string
	Prefix bool
	// Text is the term as it was written; Quoted tells that it was in quotation marks.
	Text   string
	Quoted bool
}

// Query is what is sought: texts that have all Terms and none of Excluded.
type Query struct{ Terms, Excluded []Term }

// Phrase is the term of a text's words.
func Phrase(text string) Term {
	t := Term{Text: text}
	for token := range Tokens(text) {
		t.Words = append(t.Words, token.Word)
	}
	return t
}
