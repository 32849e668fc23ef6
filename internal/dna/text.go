package dna

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"parley/internal/anchor"
	"parley/internal/bundle"
)

// text is a document's text as DNA has it and as it is stored here.
type text struct{ coded, stored string }

func newText(given sql.NullString) (*text, error) {
	if !given.Valid {
		return nil, fmt.Errorf("its text is longer than %d MiB", mostText>>20)
	}
	stored, err := anchor.Normalize(given.String)
	return &text{given.String, stored}, err
}

// span turns a place in DNA's text into one in the stored text. DNA is a Java
// program: it counts the UTF-16 code units of its strings, from 0, and the end is
// not of the span. Stored text is counted in code points, has LF for line breaks and
// letters composed. Both must be the same text around the span, or it is refused.
func (t *text) span(start, stop int64) (from, to int, err error) {
	begin, err := byteAt(t.coded, start)
	if err != nil {
		return 0, 0, err
	}
	end, err := byteAt(t.coded, stop)
	if err != nil {
		return 0, 0, err
	}
	if begin >= end {
		return 0, 0, errors.New("it is empty")
	}
	before, err1 := anchor.Normalize(t.coded[:begin])
	inside, err2 := anchor.Normalize(t.coded[begin:end])
	after, err3 := anchor.Normalize(t.coded[end:])
	if err := errors.Join(err1, err2, err3); err != nil {
		return 0, 0, err
	}
	if before+inside+after != t.stored {
		return 0, 0, errors.New("it begins or ends inside a character or a line break")
	}
	from = utf8.RuneCountInString(before)
	return from, from + utf8.RuneCountInString(inside), nil
}

// byteAt is where the UTF-16 code unit stands in a text of UTF-8.
func byteAt(s string, unit int64) (int, error) {
	units := int64(0)
	for at, r := range s {
		if units >= unit {
			if units > unit {
				return 0, errors.New("it cuts a character of two UTF-16 code units")
			}
			return at, nil
		}
		units += int64(utf16.RuneLen(r))
	}
	if units != unit {
		return 0, fmt.Errorf("the text ends at %d", units)
	}
	return len(s), nil
}

// slugOf tells a statement from all others: its number, its document and its place.
// In another negotiation it is another position.
func (r *reader) slugOf(d document, s statement) string {
	sum := sha256.Sum256([]byte(d.text.String))
	return bundle.Slug(fmt.Sprintf("dna statement %d", s.id), "dna", r.negotiation, "statement", strconv.FormatInt(s.id, 10),
		strconv.FormatInt(d.id, 10), hex.EncodeToString(sum[:]), strconv.FormatInt(s.start, 10), strconv.FormatInt(s.stop, 10))
}
