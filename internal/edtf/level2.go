package edtf

import "regexp"

// level2 lists what tells level 2 from a mistake, most telling first. It is
// consulted only about text that has been refused already, so it may be loose
// about the rest of the expression and costs a good date nothing.
var level2 = []struct {
	pattern *regexp.Regexp
	feature string
	instead string
}{
	{regexp.MustCompile(`^[\[{]`), "a set of dates", "give one date, or an interval such as 2025/2026"},
	{regexp.MustCompile(`[^/]\.\.|\.\.[^/]`), "a range of a set", "write an interval with /"},
	{regexp.MustCompile(`^Y-?\d+E\d`), "a year with an exponent", "write out its digits"},
	{regexp.MustCompile(`^Y?-?\d+(E\d+)?S\d`), "significant digits", "write X for unknown digits, as in 20XX"},
	{regexp.MustCompile(`[?~%]-?[\dX]`), "a qualified part of a date", "put ?, ~ or % after the whole date"},
	{regexp.MustCompile(`X[\dX-]*\d`), "an unspecified digit before a known one", "use X from the right only"},
	{regexp.MustCompile(`\bX{4}|\dX{3}`), "over two unspecified digits in a year", "use at most XX"},
	{regexp.MustCompile(`\d{2,}X+-|\b\dX-`), "an unspecified digit before the last part of a date", "leave out what follows it"},
	{regexp.MustCompile(`(^|/)-?\d{4}-(2[5-9]|3\d|4[01])([?~%/]|$)`), "a season of 25 to 41", "use 21 to 24, or an interval of months"},
}

// explain replaces the reason of a refusal by "level 2" where that is the reason.
func explain(text string, reason error) error {
	for _, l := range level2 {
		if found := l.pattern.FindStringIndex(text); found != nil {
			return fault(text, found[0], "EDTF level 2 (%s) is not supported; %s", l.feature, l.instead)
		}
	}
	return reason
}
