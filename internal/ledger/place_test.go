package ledger_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/ledger"
)

func TestPlaces(t *testing.T) {
	for text, want := range map[string]ledger.Place{
		"0": ledger.Through(0), "42": ledger.Through(42), "42-0": {Number: 42}, "42-17": {Number: 42, Ordinal: 17},
		"9223372036854775807": ledger.Through(math.MaxInt64),
	} {
		if p, err := ledger.ParsePlace(text); p != want || err != nil || p.String() != text {
			t.Errorf("%q is %v, %v", text, p, err)
		}
	}
	for _, text := range []string{"", "-", "x", "-1", "42-", "42--1", "42-x", "4 2", "42-9223372036854775807", "9223372036854775808", "42-0-0"} {
		if p, err := ledger.ParsePlace(text); err == nil {
			t.Errorf("%q is taken for %v", text, p)
		}
	}
}

// Places are ordered like the changes of the ledger, what stands behind a number last.
func TestPlacesAreInOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		numbers := rapid.Int64Range(0, 5)
		p := ledger.Place{Number: numbers.Draw(r, "number"), Ordinal: numbers.Draw(r, "ordinal")}
		q := ledger.Place{Number: numbers.Draw(r, "number"), Ordinal: numbers.Draw(r, "ordinal")}
		if rapid.Bool().Draw(r, "whole") {
			q = ledger.Through(q.Number)
		}
		if n := b(p.Before(q)) + b(q.Before(p)) + b(p == q); n != 1 {
			t.Fatalf("%s and %s", p, q)
		}
		if !p.Before(ledger.Through(p.Number)) || !ledger.Through(p.Number).Before(ledger.Place{Number: p.Number + 1}) {
			t.Fatalf("%s is not within its number", p)
		}
	})
}

func b(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
