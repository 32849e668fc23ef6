package db

import (
	"parley/internal/edtf"
	"parley/internal/search"
)

// The place of an entry in the order of all search results is one number, by
// which SQLite's and PostgreSQL's indexes walk from the newest on: the day, then
// a number given out once for each resource, then the piece of its text.
const (
	pieceBits  = 14
	numberBits = 29
	dayBits    = 20

	rankUndated = 0              // after everything that has a date
	rankIssues  = 1<<dayBits - 2 // before it
	rankParties = 1<<dayBits - 1 // first of all: who searches for a name means it
)

// The three parts fill what is positive of 64 bits.
var (
	_ [63 - pieceBits - numberBits - dayBits]struct{}
	_ [1<<pieceBits - search.MaxPieces]struct{}
)

// firstDay is the day that the first of a million places stands for. Days before
// it, and those some 2,800 years later, share the ends.
var firstDay = edtf.MustParse("0000-01-01").Earliest()

// firstPieces, as a mask, makes the place of an entry's first piece of any.
const firstPieces = "-16384" // -1 << pieceBits

// placeOf is the place of the first piece of an entry.
func placeOf(rank, number int64) int64 {
	return rank<<(numberBits+pieceBits) | number<<pieceBits
}

// rankOf is the part of a place that says when, from first to last day.
func rankOf(day edtf.Day) int64 { return int64(min(max(day-firstDay, rankUndated+1), rankIssues-1)) }

// rankAt is the part of a place that says when.
func rankAt(place int64) int64 { return place >> (numberBits + pieceBits) }

// numberOf is the part of a place that stays when the date of a resource changes.
func numberOf(place int64) int64 { return place >> pieceBits & (1<<numberBits - 1) }

// untilDay is the first place after all those of a day and before.
func untilDay(day edtf.Day) int64 { return placeOf(rankOf(day)+1, 0) }

// fromDay is the first place of a day.
func fromDay(day edtf.Day) int64 { return placeOf(rankOf(day), 0) }
