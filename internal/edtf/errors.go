package edtf

import (
	"fmt"
	"unicode/utf8"
)

// Advice tells somebody who wrote what is no date what to write.
const Advice = "write a date such as 2026-01-22, 2026-01, 2026-01-22~ or 2026-01-21/2026-01-23"

// syntaxError is a refusal, worded for the person who typed the date.
type syntaxError struct {
	text string
	at   int // byte offset of the fault
	what string
}

func (e *syntaxError) Error() string {
	at := utf8.RuneCountInString(e.text[:e.at]) + 1
	return fmt.Sprintf("edtf: %q, character %d: %s", e.text, at, e.what)
}

func fault(text string, at int, format string, args ...any) error {
	return &syntaxError{text, at, fmt.Sprintf(format, args...)}
}

func (s *scanner) fault(at int, format string, args ...any) error {
	return fault(s.text, at, format, args...)
}
