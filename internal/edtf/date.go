package edtf

// Date is an EDTF expression with the days it can mean. Dates of the same
// canonical text are ==. The zero Date is "no date": it has no text, has not
// happened by any day and overlaps nothing.
type Date struct {
	text     string
	earliest Day
	latest   Day
	marks    marks
}

// marks is what an expression says beyond its bounds.
type marks uint8

const (
	approximate marks = 1 << iota
	uncertain
	unspecified // some digit is X
	openStart
	unknownStart
	openEnd
	unknownEnd
)

func (d Date) has(m marks) bool { return d.marks&m != 0 }

// IsZero tells whether there is no date; encoding/json's omitzero heeds it.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the canonical text, which Parse reads back to the same Date.
func (d Date) String() string { return d.text }

// Earliest is the first day the date can mean: MinDay where the start is open
// or unknown, or where there is no date.
func (d Date) Earliest() Day {
	if d.IsZero() {
		return MinDay
	}
	return d.earliest
}

// Latest is the last day the date can mean: MaxDay where the end is open or
// unknown, or where there is no date.
func (d Date) Latest() Day {
	if d.IsZero() {
		return MaxDay
	}
	return d.latest
}

// OpenStart tells whether the interval has no start (../2026).
func (d Date) OpenStart() bool { return d.has(openStart) }

// UnknownStart tells whether the interval has a start nobody knows (/2026).
func (d Date) UnknownStart() bool { return d.has(unknownStart) }

// OpenEnd tells whether the interval has no end, so far (2026/..).
func (d Date) OpenEnd() bool { return d.has(openEnd) }

// UnknownEnd tells whether the interval has an end nobody knows (2026/).
func (d Date) UnknownEnd() bool { return d.has(unknownEnd) }

// Approximate tells whether the date or an end of it is marked ~ or %.
func (d Date) Approximate() bool { return d.has(approximate) }

// Uncertain tells whether the date or an end of it is marked ? or %.
func (d Date) Uncertain() bool { return d.has(uncertain) }
