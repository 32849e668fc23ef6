package search

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"parley/internal/fold"
)

// maxWord is how many characters of a word count: more are no word of a
// language, and databases bound what they index.
const maxWord = 64

// foldWord gives a word the form in which words are compared (package fold). It
// goes letter by letter where that comes to the same, which is far quicker. Of
// what is plain it is known that it stays one word.
func foldWord(raw string) (folded string, plain bool) {
	if isASCII(raw) {
		return strings.ToLower(raw), true
	}
	r, size := utf8.DecodeRuneInString(raw)
	switch {
	case size < len(raw):
		return foldLetters(raw), false
	case isFolded(r) && visible(r) == r:
		return raw, true
	}
	return foldOne(r), false
}

func foldLetters(raw string) string {
	b := make([]byte, 0, len(raw))
	for _, r := range raw {
		switch {
		case visible(r) < 0:
		case foldsAlone(r):
			b = append(b, foldLetter(r)...)
		case isFolded(r):
			b = utf8.AppendRune(b, r)
		default:
			return fold.Text(strings.Map(visible, raw))
		}
	}
	return string(b)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// visible drops what does not count in a word.
func visible(r rune) rune {
	if classOf(r) == hidden || isSkinTone(r) {
		return -1
	}
	return r
}

// isFolded names letters that folding leaves as they are, whatever stands beside
// them: Chinese characters, Korean syllables, flags and emoji.
func isFolded(r rune) bool {
	return isIdeograph(r) || '\uac00' <= r && r <= '\ud7a3' ||
		'\U0001f1e6' <= r && r <= '\U0001f1ff' || '\U0001f300' <= r && r <= '\U0001faff'
}

// foldsAlone names letters that fold to the same whatever stands beside them:
// the scripts from Latin to Arabic, Thai, Lao, Khmer, letters with Vietnamese or
// ancient Greek accents, and Japanese syllables. In others, vowel signs join.
func foldsAlone(r rune) bool {
	return r < common || 0xe00 <= r && r < 0xf00 || 0x1780 <= r && r < 0x1800 || 0x1e00 <= r && r < 0x2000 || 0x3040 <= r && r < endOfBlocks
}

const (
	blockSize   = 0x100
	endOfBlocks = 0x3100
)

// blocks are the folded letters of each stretch of 256, made when first needed.
var blocks [endOfBlocks / blockSize]atomic.Pointer[[blockSize]string]

func foldLetter(r rune) string {
	block := &blocks[r/blockSize]
	letters := block.Load()
	if letters == nil {
		letters = new([blockSize]string)
		for i := range letters {
			letters[i] = fold.Text(string(r/blockSize*blockSize + rune(i)))
		}
		block.Store(letters)
	}
	return letters[r%blockSize]
}

var others sync.Map // of rune to what it folds to, where it stands by itself

func foldOne(r rune) string {
	if visible(r) < 0 {
		return ""
	}
	if foldsAlone(r) {
		return foldLetter(r)
	}
	folded, known := others.Load(r)
	if !known {
		folded, _ = others.LoadOrStore(r, fold.Text(string(r)))
	}
	return folded.(string)
}

// capped cuts a word that is too long.
func capped(word string) string {
	if len(word) <= maxWord {
		return word
	}
	n := 0
	for at := range word {
		if n == maxWord {
			return word[:at]
		}
		n++
	}
	return word
}
