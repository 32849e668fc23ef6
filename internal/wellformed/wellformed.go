// Package wellformed finds what JSON allows and a decoder would read as something
// else than was sent, or a database would not keep. It imports nothing of the project.
package wellformed

import (
	"bytes"
	"regexp"
	"unicode/utf8"
)

// Kind is what is wrong with a text.
type Kind int

// Whatever is found first is told.
const (
	NotUTF8 Kind = iota + 1
	NUL
	HalfCharacter
	RepeatedMember
)

// Fault is a kind with what it is about: the escape of HalfCharacter, the JSON
// pointer of RepeatedMember.
type Fault struct {
	Kind Kind
	At   string
}

// escapedNUL finds \u0000, which JSON allows and databases do not store.
var escapedNUL = regexp.MustCompile(`(^|[^\\])(\\\\)*\\u0000`)

// Check looks through JSON whose syntax is right and whose nesting is bounded, and
// gives nil if nothing is wrong. Members are the same if same makes their names equal.
func Check(raw []byte, same func(name string) string) *Fault {
	if !utf8.Valid(raw) {
		return &Fault{Kind: NotUTF8}
	}
	if bytes.Contains(raw, []byte(`\u0000`)) && escapedNUL.Match(raw) { // looking for the text alone is much faster
		return &Fault{Kind: NUL}
	}
	if half := halfCharacter(raw); half != "" {
		return &Fault{HalfCharacter, half}
	}
	if pointer, found := repeatedMember(raw, same); found {
		return &Fault{RepeatedMember, pointer}
	}
	return nil
}
