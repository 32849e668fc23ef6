package mapping

import (
	"fmt"
	"strings"

	"parley/internal/edtf"
	"parley/internal/fold"
)

// layout is a way to write dates, as its pieces: DD, D, MM, M, MMM, YYYY, or what
// stands between them. The last may be *, anything.
type layout struct {
	written string
	pieces  []string
	months  []string
}

var pieces = []string{"YYYY", "MMM", "MM", "M", "DD", "D"}

func newLayout(written string, months []string) (layout, error) {
	l := layout{written: written, months: months}
	for rest := written; rest != ""; {
		piece := rest[:1]
		for _, p := range pieces {
			if strings.HasPrefix(rest, p) {
				piece = p
				break
			}
		}
		l.pieces = append(l.pieces, piece)
		rest = rest[len(piece):]
	}
	return l, l.check()
}

func (l layout) check() error {
	var years, monthsOf, days int
	for i, p := range l.pieces {
		switch {
		case p == "YYYY":
			years++
		case strings.HasPrefix(p, "M"):
			monthsOf++
		case strings.HasPrefix(p, "D"):
			days++
		case p == "Y":
			return fmt.Errorf("%q has a year of fewer than four digits, and which century that is would be guessed", l.written)
		case p == "*" && i < len(l.pieces)-1:
			return fmt.Errorf("%q: * stands for the rest of a cell, so nothing follows it", l.written)
		}
	}
	if years != 1 || monthsOf > 1 || days > 1 || days > monthsOf {
		return fmt.Errorf("%q is not a way to write dates: one is made of YYYY, MM or M or MMM (a name), and DD or D, as DD.MM.YYYY; * stands for a rest, as the time of day", l.written)
	}
	return nil
}

// read is the day, month or year as EDTF.
func (l layout) read(s string) (string, bool) {
	var year, month, day string
	for _, p := range l.pieces {
		read, rest := p, ""
		switch {
		case p == "*":
		case p == "YYYY":
			year, rest = digits(s, 4, 4)
			read = year
		case p == "MMM":
			month, rest = l.month(s)
			read = month
		case p[0] == 'M':
			month, rest = digits(s, len(p), 2)
			read = month
		case p[0] == 'D':
			day, rest = digits(s, len(p), 2)
			read = day
		case strings.HasPrefix(s, p):
			rest = s[len(p):]
		default:
			return "", false
		}
		if read == "" {
			return "", false
		}
		s = rest
	}
	return iso(year, month, day), s == "" && exists(year, month, day)
}

func iso(year, month, day string) string {
	date := year
	for _, p := range []string{month, day} {
		if p != "" {
			date += "-" + strings.Repeat("0", 2-len(p)) + p
		}
	}
	return date
}

// exists tells a date from one that is not in the calendar. In EDTF months above 12
// are seasons, which nobody writes in a column of dates.
func exists(year, month, day string) bool {
	_, err := edtf.Parse(iso(year, month, day))
	return err == nil && (month == "" || iso("", month, "") <= "-12")
}

// digits cuts as many digits as there are, between least and most.
func digits(s string, least, most int) (cut, rest string) {
	n := 0
	for n < len(s) && n < most && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n < least {
		return "", s
	}
	return s[:n], s[n:]
}

// month cuts the name of a month, or its first letters (three at least) with a full stop or not.
func (l layout) month(s string) (number, rest string) {
	end := strings.IndexFunc(s, func(r rune) bool {
		return r == ' ' || r == '-' || r == '/' || r == ',' || r == '.' || '0' <= r && r <= '9'
	})
	if end < 0 {
		end = len(s)
	}
	word, found := fold.Text(s[:end]), 0
	for i, name := range l.months {
		name = fold.Text(name)
		if word == name {
			found = i + 1
			break
		}
		if len([]rune(word)) >= 3 && strings.HasPrefix(name, word) {
			if found > 0 {
				return "", s
			}
			found = i + 1
		}
	}
	if found == 0 {
		return "", s
	}
	return fmt.Sprintf("%02d", found), strings.TrimPrefix(s[end:], ".")
}
