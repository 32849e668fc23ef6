package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"parley/internal/anchor"
	"parley/internal/shingle"
)

// readText is what a given text alone tells of the revision that it becomes, or why it
// becomes none.
type readText struct {
	Revision
	err error
}

// ReadAhead does what takes a while with a long text and needs no record, before others
// have to wait for the record. The text then stays as it is.
func (in *ArticleInput) ReadAhead() {
	if in.Text != nil {
		in.read = read(*in.Text)
	}
}

func read(given string) *readText {
	text, err := anchor.Normalize(given)
	if err != nil {
		return &readText{err: Invalid("/text", "text", "%v", err)}
	}
	if strings.TrimSpace(text) == "" {
		return &readText{err: Invalid("/text", "required", "the text is empty")}
	}
	n := utf8.RuneCountInString(text)
	if n > MaxTextLength {
		return &readText{err: Invalid("/text", "length", "the text has %d characters; at most %d are taken", n, MaxTextLength)}
	}
	sum := sha256.Sum256([]byte(text))
	return &readText{Revision: Revision{SHA256: hex.EncodeToString(sum[:]), Length: int64(n), Text: &text, Runs: shingle.Of(text).Bytes()}}
}
