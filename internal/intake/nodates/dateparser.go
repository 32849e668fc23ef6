// Package dateparser stands in the place of github.com/markusmobius/go-dateparser,
// which go-trafilatura brings along through go-htmldate and which Parley never
// asks: intake reads only dates that a page declares to machines. The real one
// compiles its tables for 200 languages whenever any program that contains it
// starts: measured here, 330 ms and 50 MB for every parley --help, where the
// whole start takes 50 ms. A replace directive in go.mod puts this in.
//
// It has the names that go-htmldate compiles against, and finds no date.
package dateparser

import "time"

// ParserType would choose a way to read dates.
type ParserType uint8

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource would say which of two readings of a date to prefer.
type PreferredDateSource uint8

// Past is the one that go-htmldate names.
const Past PreferredDateSource = 1

// Configuration is what go-htmldate sets.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser reads nothing.
type Parser struct{ ParserTypes []ParserType }

// Date is what Parse would find.
type Date struct{ Time time.Time }

// Parse finds no date.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) { return Date{}, nil }
