package anchor

import (
	"sort"
	"unicode/utf8"
)

// stride is the distance in code points between remembered offsets: near enough
// to walk, far enough apart for the table to be small beside the text.
const stride = 64

// offsets translates between code points, in which passages are stored, and
// bytes, in which Go searches and slices.
type offsets struct {
	text  string
	count int
	// marks holds the byte offset of every stride-th code point. It is nil where
	// every code point is one byte, and both ways of counting agree.
	marks []int
}

func newOffsets(text string) offsets {
	o := offsets{text: text, count: utf8.RuneCountInString(text)}
	if o.count == len(text) {
		return o
	}
	o.marks = make([]int, 0, o.count/stride+1)
	n := 0
	for at := range text {
		if n%stride == 0 {
			o.marks = append(o.marks, at)
		}
		n++
	}
	if n%stride == 0 {
		o.marks = append(o.marks, len(text))
	}
	return o
}

// toByte takes a code point offset from 0 to count.
func (o *offsets) toByte(codePoint int) int {
	if o.marks == nil {
		return codePoint
	}
	at := o.marks[codePoint/stride]
	for range codePoint % stride {
		_, size := utf8.DecodeRuneInString(o.text[at:])
		at += size
	}
	return at
}

// toCodePoint takes a byte offset at which a code point begins, or the end.
func (o *offsets) toCodePoint(at int) int {
	if o.marks == nil {
		return at
	}
	after := sort.Search(len(o.marks), func(i int) bool { return o.marks[i] > at })
	mark := after - 1
	return mark*stride + utf8.RuneCountInString(o.text[o.marks[mark]:at])
}
