package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold brings NFC text to its folded form, which is again NFC: none of the plain
// characters combines with a mark, and foldBlank drops nothing before one.
func fold(text string) folding {
	var out folder
	for at := 0; at < len(text); {
		if c := text[at]; c > ' ' && c < utf8.RuneSelf && c != '`' {
			at++
			continue
		}
		plain, size := foldNext(text[at:])
		if plain != text[at:at+size] {
			out.replace(text, extent{at, at + size}, plain)
		}
		at += size
	}
	return out.finish(text)
}

// folder writes a folded text. It copies nothing until something differs.
type folder struct {
	out    strings.Builder
	edits  []edit
	copied int // how much of the source is dealt with
}

func (w *folder) replace(text string, source extent, plain string) {
	if w.copied == 0 {
		w.out.Grow(len(text)) // no plain form is longer than its source
	}
	w.out.WriteString(text[w.copied:source.start])
	start := w.out.Len()
	w.out.WriteString(plain)
	w.copied = source.end
	if e := (edit{extent{start, w.out.Len()}, source}); e.shifts() {
		w.edits = append(w.edits, e)
	}
}

func (w *folder) finish(text string) folding {
	if w.copied == 0 {
		return folding{text: text}
	}
	w.out.WriteString(text[w.copied:])
	return folding{text: w.out.String(), edits: w.edits}
}

// foldNext folds the character or run of blanks at the start of s and tells how
// many bytes of s it stands for.
func foldNext(s string) (plain string, size int) {
	r, size := utf8.DecodeRuneInString(s)
	if isBlank(r) {
		return foldBlank(s)
	}
	if plain, ok := foldRune(r); ok {
		return plain, size
	}
	return s[:size], size
}

// foldBlank folds a run of blanks to one space, or to nothing if there is no
// white space in it. A run of the latter sort is kept when a combining mark
// follows: dropping it would join the mark to another letter.
func foldBlank(s string) (plain string, size int) {
	size = strings.IndexFunc(s, func(r rune) bool { return !isBlank(r) })
	if size < 0 {
		size = len(s)
	}
	switch {
	case strings.IndexFunc(s[:size], unicode.IsSpace) >= 0:
		return " ", size
	case combinesBackwards(s[size:]):
		return s[:size], size
	}
	return "", size
}

func combinesBackwards(s string) bool {
	return s != "" && !norm.NFC.PropertiesString(s).BoundaryBefore()
}

// foldQuote folds what a client sent. White space at its ends is not part of
// what it quotes.
func foldQuote(s string) string {
	return strings.Trim(fold(norm.NFC.String(s)).text, " ")
}
