package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// trailers may stand between a stop and the white space after it: more stops,
// and whatever closes a quotation or a bracket.
const trailers = ".!?…؟۔।。！？｡" + `"'”’»›」』)]）】`

// isStop names the characters that end a sentence before white space only, since
// "3.5" is one word.
func isStop(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '؟', '۔', '।':
		return true
	}
	return false
}

// isFullStop names those that end a sentence whatever follows.
func isFullStop(r rune) bool {
	switch r {
	case '。', '！', '？', '｡':
		return true
	}
	return false
}

func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// sentences splits text in a simple way, good enough to show a reader where to
// look: abbreviations do end a sentence. White space around one is left out.
func sentences(text string) []extent {
	var found []extent
	start := 0
	for at := 0; at < len(text); {
		size, ends := sentenceEnd(text[at:])
		at += size
		if ends {
			found = appendVisible(found, text, extent{start, at})
			start = at
		}
	}
	return appendVisible(found, text, extent{start, len(text)})
}

// sentenceEnd takes the next character of s, together with what trails it if it
// is a stop, and tells whether a sentence ends there.
func sentenceEnd(s string) (size int, ends bool) {
	r, size := utf8.DecodeRuneInString(s)
	full := isFullStop(r)
	if !full && !isStop(r) {
		return size, isLineBreak(r)
	}
	rest := strings.TrimLeft(s[size:], trailers)
	next, _ := utf8.DecodeRuneInString(rest)
	return len(s) - len(rest), full || rest == "" || unicode.IsSpace(next)
}

func appendVisible(found []extent, text string, e extent) []extent {
	trimmed := strings.TrimLeftFunc(text[e.start:e.end], isBlank)
	e.start = e.end - len(trimmed)
	e.end = e.start + len(strings.TrimRightFunc(trimmed, isBlank))
	if e.start == e.end {
		return found
	}
	return append(found, e)
}
