package ledger

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Place is where a change stands in a workspace's ledger: the number of its
// transaction, and its ordinal among what that transaction changed, from 0. A
// follower remembers the place it has come to.
type Place struct{ Number, Ordinal int64 }

// wholeNumber is the ordinal behind the last change of any number.
const wholeNumber = math.MaxInt64

// Through is the place behind everything of a number; Through(0) is the beginning.
func Through(number int64) Place { return Place{number, wholeNumber} }

// Whole tells whether nothing more follows under the same number.
func (p Place) Whole() bool { return p.Ordinal == wholeNumber }

// Before tells whether p comes first.
func (p Place) Before(q Place) bool {
	return p.Number < q.Number || p.Number == q.Number && p.Ordinal < q.Ordinal
}

// String is "42-0" for the first change of number 42, and "42" for the place
// behind all of them.
func (p Place) String() string {
	if p.Whole() {
		return strconv.FormatInt(p.Number, 10)
	}
	return fmt.Sprintf("%d-%d", p.Number, p.Ordinal)
}

// ParsePlace reads what String writes.
func ParsePlace(s string) (Place, error) {
	digits, rest, within := strings.Cut(s, "-")
	number, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || number < 0 {
		return Place{}, fmt.Errorf("%q is no place in the ledger", s)
	}
	if !within {
		return Through(number), nil
	}
	ordinal, err := strconv.ParseInt(rest, 10, 64)
	if err != nil || ordinal < 0 || ordinal == wholeNumber {
		return Place{}, fmt.Errorf("%q is no place in the ledger", s)
	}
	return Place{number, ordinal}, nil
}

// MarshalText writes the place as String does.
func (p Place) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (p *Place) UnmarshalText(text []byte) (err error) {
	*p, err = ParsePlace(string(text))
	return err
}
