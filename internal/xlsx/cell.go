package xlsx

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Cell is one cell; the zero Cell is empty.
type Cell struct {
	style int
	kind  string // the attribute t: n, b or inlineStr
	value string
	link  bool
}

// Text is a cell of text, never a formula.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: "inlineStr", value: s}
}

// Link is a cell of text that leads to the address it shows.
func Link(url string) Cell { return Cell{kind: "inlineStr", value: url, link: true} }

// Number is a number.
func Number(v float64) Cell { return Cell{kind: "n", value: strconv.FormatFloat(v, 'g', -1, 64)} }

// Integer is a whole number. Spreadsheets count with 15 digits.
func Integer(v int64) Cell { return Cell{kind: "n", value: strconv.FormatInt(v, 10)} }

// Boolean is true or false.
func Boolean(v bool) Cell {
	if v {
		return Cell{kind: "b", value: "1"}
	}
	return Cell{kind: "b", value: "0"}
}

// Day 1970-01-01 has the serial number 25569. Below that of 1900-03-01 they are
// off by one, since Excel takes 1900 for a leap year.
const (
	serialOf1970 = 25_569
	firstSerial  = 61
	lastSerial   = 2_958_465
	microsOfDay  = 24 * 60 * 60 * 1_000_000
)

// Date is a day, counted from 1970-01-01; ok is false for those that a worksheet
// has no number for, before 1900-03-01 or after 9999-12-31.
func Date(day int64) (c Cell, ok bool) {
	serial := day + serialOf1970
	return Cell{kind: "n", style: styleDate, value: strconv.FormatInt(serial, 10)}, serial >= firstSerial && serial <= lastSerial
}

// Time is a time in microseconds from 1970-01-01; ok is as for Date.
func Time(micros int64) (c Cell, ok bool) {
	serial := serialOf1970 + float64(micros)/microsOfDay
	return Cell{kind: "n", style: styleTime, value: strconv.FormatFloat(serial, 'f', -1, 64)}, serial >= firstSerial && serial < lastSerial+1
}

// Cut shortens a text to what a cell takes, and says whether it had to. A text
// that was cut ends with CutMark.
func Cut(s string) (string, bool) {
	if len(s) <= MaxText || units(s) <= MaxText {
		return s, false
	}
	room := MaxText - units(CutMark)
	for i, r := range s {
		if room -= utf16.RuneLen(r); room < 0 {
			return s[:i] + CutMark, true
		}
	}
	return s, false
}

// CutMark ends a text that was cut.
const CutMark = " […cut]"

func units(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escaped are the characters that XML does not have or would change, and what
// looks like one that was escaped already.
var escaped = regexp.MustCompile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")

// escape writes text for XML. What XML cannot hold is written _xHHHH_, as the
// standard has it (22.9.2.19, ST_Xstring), and so is a _ that would begin such.
func escape(s string) string {
	if !strings.ContainsFunc(s, suspect) {
		return s
	}
	var out strings.Builder
	for at := escaped.FindStringIndex(s); at != nil; at = escaped.FindStringIndex(s) {
		r, size := utf8.DecodeRuneInString(s[at[0]:])
		fmt.Fprintf(&out, "%s_x%04X_", s[:at[0]], r)
		s = s[at[0]+size:]
	}
	return markup.Replace(out.String() + s)
}

// suspect are the characters for which a text is looked at more closely; most
// texts have none, and looking takes longer than writing.
func suspect(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == '_' || r == '&' || r == '<' || r == '>' || r == '"' || r == '\ufffe' || r == '\uffff'
}
