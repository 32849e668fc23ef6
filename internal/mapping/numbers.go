package mapping

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

var plainNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// numberOf reads a number with its fraction behind the sign that the mapping names.
// Signs between thousands are refused: where the two are mixed up, 1.234 would be
// read as a thousandth of what it is.
func numberOf(s string, decimal byte) (json.Number, error) {
	read := strings.ReplaceAll(s, "−", "-")
	if decimal == ',' {
		read = strings.Map(func(r rune) rune {
			switch r {
			case ',':
				return '.'
			case '.':
				return ','
			}
			return r
		}, read)
	}
	if !plainNumber.MatchString(read) || len(read) > 40 {
		return "", fmt.Errorf("%q is not a number with %q before its fraction and nothing between its thousands", shortened(s), string(decimal))
	}
	return json.Number(normal(strings.TrimPrefix(read, "+"))), nil
}

// normal is a number as JSON has it: without zeros before it.
func normal(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	if negative {
		s = "-" + s
	}
	return s
}
