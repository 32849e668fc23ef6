package suggest

import (
	"strconv"
	"strings"

	"parley/internal/prose"
)

// mention is a date as a sentence writes it, before it is resolved.
type mention struct {
	prose.Range
	dateParts
}

// dateParts is what is said of a date. Zero: not said.
type dateParts struct {
	year, month, day int
	until            int // a second day of the same month
	weekday          int // 1 Monday … 7 Sunday
	// unit and count place a date by its distance: -1 week is last week. running
	// is the current one, half its half: earlier or later in it.
	unit    string
	count   int
	half    string
	ago     bool // so many units before publication, not a calendar week or month
	future  bool
	written string // an EDTF day as such
}

// findDates finds the dates of a sentence, longest first at each place, quoted or not.
func (s *sentence) findDates() []mention {
	var list []mention
	for i := s.From; i < s.To; {
		p, n := s.dateAt(i)
		if n == 0 {
			i++
			continue
		}
		p.future = p.future || p.half == "" && p.count == 0 && s.isFuture(i)
		list = append(list, mention{prose.Range{From: i, To: i + n}, p})
		i += n
	}
	return list
}

// raw is the folded word at a token, quoted or not.
func (s *sentence) raw(i int) string {
	if i < s.From || i >= s.To {
		return ""
	}
	return s.Tokens[i].Key
}

// dateAt reads the date that begins at a token and tells how many tokens it has.
func (s *sentence) dateAt(i int) (dateParts, int) {
	for _, read := range []func(int) (dateParts, int){s.isoDay, s.dayMonth, s.monthDay, s.dayOfWeek, s.relative, s.ago, s.monthAlone, s.yearAlone} {
		if p, n := read(i); n > 0 {
			return p, n
		}
	}
	return dateParts{}, 0
}

// isoDay reads 2026-01-22.
func (s *sentence) isoDay(i int) (p dateParts, n int) {
	if t := s.raw(i); len(t) == 10 && t[4] == '-' && t[7] == '-' {
		return dateParts{written: t}, 1
	}
	return p, 0
}

// dayMonth reads "18 January 2026", "15-18 January", "15 and 18 January".
func (s *sentence) dayMonth(i int) (p dateParts, n int) {
	if p.day = dayNumber(s.raw(i)); p.day == 0 {
		return p, 0
	}
	n = 1
	if joins[s.raw(i+1)] {
		if p.until = dayNumber(s.raw(i + 2)); p.until > p.day {
			n = 3
		}
	}
	if s.raw(i+n) == "of" {
		n++
	}
	if p.month = months[s.raw(i+n)]; p.month == 0 {
		return p, 0
	}
	n++
	year, more := s.yearAfter(i + n)
	p.year = year
	return p, n + more
}

var joins = setOf(`- – — and to i й та и до по`)

// monthDay reads "January 22, 2026", "Jan. 22-23", "Dec. 2".
func (s *sentence) monthDay(i int) (p dateParts, n int) {
	if p.month = months[s.raw(i)]; p.month == 0 || s.Tokens[i].Lower() {
		return p, 0
	}
	if p.day = dayNumber(s.raw(i + 1)); p.day == 0 {
		return p, 0
	}
	n = 2
	if joins[s.raw(i+2)] && s.raw(i+2) != "to" {
		if p.until = dayNumber(s.raw(i + 3)); p.until > p.day {
			n = 4
		} else {
			p.until = 0
		}
	}
	year, more := s.yearAfter(i + n)
	p.year = year
	return p, n + more
}

// yearAfter reads a year behind a month, with the comma or the word around it.
func (s *sentence) yearAfter(i int) (year, n int) {
	if s.raw(i) == "," {
		n = 1
	}
	if year = yearNumber(s.raw(i + n)); year == 0 {
		return 0, 0
	}
	n++
	if yearWords[s.raw(i+n)] {
		n++
	}
	return year, n
}

// dayOfWeek reads "Thursday", "last Thursday", "Thursday, 22 January".
func (s *sentence) dayOfWeek(i int) (p dateParts, n int) {
	start := i
	if w := s.raw(i); weekdays[s.raw(i+1)] > 0 && (w == "last" || w == "next" || w == "this" || w == "coming" || w == "early" || w == "late") {
		p.future = w == "next" || w == "coming"
		i++
	}
	p.weekday = weekdays[s.raw(i)]
	if p.weekday == 0 || !isCyrillicDay(s.raw(i)) && !s.Tokens[i].Capital() {
		return p, 0
	}
	i++
	if dayTimes[s.raw(i)] {
		i++
	}
	next := i
	if s.raw(next) == "," {
		next++
	}
	for _, read := range []func(int) (dateParts, int){s.dayMonth, s.monthDay} {
		if exact, n := read(next); n > 0 {
			return exact, next + n - start
		}
	}
	return p, i - start
}

func isCyrillicDay(word string) bool { return word != "" && word[0] >= 0xd0 }

// relative reads "yesterday", "last week", "earlier this month", "this morning".
func (s *sentence) relative(i int) (p dateParts, n int) {
	for _, phrase := range relativeDates[s.raw(i)] {
		fits := true
		for k, w := range phrase.words {
			fits = fits && s.raw(i+k) == w
		}
		if fits && !s.possessive(i+len(phrase.words)) {
			return phrase.dateParts, len(phrase.words)
		}
	}
	return p, 0
}

func (s *sentence) possessive(i int) bool { return i < s.To && s.Tokens[i].Kind == prose.Possessive }

// ago reads "three days ago", "a week ago", "два дні тому".
func (s *sentence) ago(i int) (p dateParts, n int) {
	p.count = countOf(s.raw(i))
	p.unit = units[s.raw(i+1)]
	if p.count == 0 || p.unit == "" || !agoWords[s.raw(i+2)] {
		return dateParts{}, 0
	}
	p.count, p.ago = -p.count, true
	return p, 3
}

func countOf(word string) int {
	if n, ok := counts[word]; ok {
		return n
	}
	n, err := strconv.Atoi(word)
	if err != nil || n > maxAgo || n < 1 {
		return 0
	}
	return n
}

// maxAgo keeps a distance within what news count.
const maxAgo = 500

// monthAlone reads "December 2025" and, behind a word that asks for it, "December".
func (s *sentence) monthAlone(i int) (p dateParts, n int) {
	p.month = months[s.raw(i)]
	if p.month == 0 || s.Tokens[i].Lower() && !isCyrillicDay(s.raw(i)) {
		return p, 0
	}
	if year, more := s.yearAfter(i + 1); year > 0 {
		p.year = year
		return p, 1 + more
	}
	before := s.raw(i - 1)
	p.future = before == "next"
	if monthLeads[before] && !s.possessive(i+1) {
		return p, 1
	}
	return p, 0
}

// yearAlone reads "in 2014".
func (s *sentence) yearAlone(i int) (p dateParts, n int) {
	if p.year = yearNumber(s.raw(i)); p.year == 0 || !yearLeads[s.raw(i-1)] {
		return p, 0
	}
	return p, 1
}

// dayNumber reads 22, 22nd.
func dayNumber(word string) int {
	word = strings.TrimRight(word, "stndrh")
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > 31 || len(word) > 2 {
		return 0
	}
	return n
}

func yearNumber(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || len(word) != 4 || n < 1900 || n > 2100 {
		return 0
	}
	return n
}

// isFuture tells whether the words before a date in its clause put it into the
// future; an infinitive does so only close by.
func (s *sentence) isFuture(i int) bool {
	const looked, close = 12, 5
	for k := i - 1; k >= s.From && i-k < looked; k-- {
		w := s.raw(k)
		if future[w] || w == "later" || w == "to" && i-k < close && s.Tokens[k+1].Lower() && s.raw(k+1) != "the" {
			return true
		}
		if t := s.Tokens[k]; t.Kind == prose.Sign && contains(",;:.", t.Text) {
			return false
		}
		if f, ok := s.cueAt(k); ok && f.class == speech {
			return false
		}
	}
	return false
}
