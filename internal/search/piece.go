package search

// What databases can hold of one text: PostgreSQL remembers 255 places of a word
// in a text and none beyond the 16,383rd, and takes a megabyte in all.
const (
	maxPieceWords = 15_000
	maxPieceSame  = 255
	maxPieceBytes = 400_000
)

// MaxPieces is more than a text of two million characters is ever cut into.
const MaxPieces = 1 << 14

// Between stands in a piece where one text ends and the next begins, so that no
// phrase reaches from one into the other.
const Between = ""

// Pieces gives the words of a resource's texts as they are indexed: in one piece
// or, where that is more than databases hold, in several. Pieces overlap by as
// many words as a phrase can have, so every phrase is whole in one of them.
func Pieces(texts []string) [][]string {
	words := wordsOf(texts)
	var pieces [][]string
	for start := 0; ; {
		end := start + fitting(words[start:])
		pieces = append(pieces, words[start:end])
		if end == len(words) {
			return pieces
		}
		start = end - (MaxWords - 1)
	}
}

func wordsOf(texts []string) []string {
	var words []string
	for i, text := range texts {
		if i > 0 {
			words = append(words, Between)
		}
		for token := range Tokens(text) {
			words = append(words, token.Word)
		}
	}
	return words
}

// fitting is how many of the words fit into one piece.
func fitting(words []string) int {
	bytes, same := 0, map[string]int{}
	for i, word := range words {
		bytes += len(word) + 20 // what a database adds to each
		if i == maxPieceWords || bytes > maxPieceBytes || same[word] == maxPieceSame {
			return i
		}
		if word != Between {
			same[word]++
		}
	}
	return len(words)
}
