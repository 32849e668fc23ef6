package access

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
)

const maxName = 100

// IsName tells whether a text of at most so many characters can stand for somebody
// in the ledger: it must not break a line of a log or look like another name.
func IsName(s string, most int) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, isHidden)
}

// isHidden tells whether a character has no shape of its own.
func isHidden(r rune) bool { return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) }

// reserved are the names of those who write without a key, which would let a key of
// that name correct what they recorded.
var reserved = []string{"local", nobodysName, "command line", "demo"}

// fault says what is wrong with the name of a new key, empty where nothing is. A
// colon sets apart the names that other ways of letting in make; and a name must
// be fit for a path and not be another key's id.
func fault(name string) string {
	switch {
	case !IsName(name, maxName) || strings.ContainsAny(name, `:/\`) || strings.Trim(name, ".") == "":
		return fmt.Sprintf("give 1 to %d characters, other than dots only, without colons, slashes, line ends or blanks around them", maxName)
	case uuid.Validate(name) == nil:
		return "looks like the id of a key; choose a name"
	case slices.ContainsFunc(reserved, func(taken string) bool { return strings.EqualFold(taken, name) }):
		return fmt.Sprintf("%q is the name of those who write without a key; choose another", name)
	}
	return ""
}
