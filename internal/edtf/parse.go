package edtf

import "strings"

// maxLength bounds the work a hostile input can cause; no honest expression is
// half as long.
const maxLength = 64

// Parse reads an EDTF expression of level 0 or 1. Its error says what is
// wrong and where, and tells level 2 from what is no EDTF at all.
func Parse(s string) (Date, error) {
	if len(s) > maxLength {
		return Date{}, &syntaxError{s[:maxLength], maxLength, "longer than 64 bytes"}
	}
	// Some writers produce 20xx. Only X is canonical, but nothing else is meant.
	text := strings.ReplaceAll(s, "x", "X")
	d, err := parse(text)
	if err != nil {
		return Date{}, explain(text, err)
	}
	d.text = text
	return d, nil
}

// MustParse is Parse for dates fixed in the source; it panics on an error.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

func parse(text string) (Date, error) {
	if slash := strings.IndexByte(text, '/'); slash >= 0 {
		return parseInterval(text, slash)
	}
	s := &scanner{text: text, end: len(text)}
	if s.eat('Y') {
		return s.longYear()
	}
	d, err := s.calendar()
	if err != nil {
		return Date{}, err
	}
	if s.eat('T') {
		return d, s.timeOfDay(d)
	}
	return s.qualified(d)
}

// qualified reads the qualifier that may follow a date, then the end.
func (s *scanner) qualified(d Date) (Date, error) {
	switch {
	case s.eat('~'):
		d.marks |= approximate
	case s.eat('?'):
		d.marks |= uncertain
	case s.eat('%'):
		d.marks |= approximate | uncertain
	}
	return d, s.finish()
}
