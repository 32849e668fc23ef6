package edtf

// Match says how sure an answer about an imprecise date has to be.
type Match int

const (
	// Certain accepts only what holds on every reading of the date. It is the
	// zero value, because a tracker must not claim more than its sources.
	Certain Match = iota
	// Possible accepts what holds on at least one reading.
	Possible
)

// ByDay tells whether the date has come by the end of a day. An open or
// unknown end never certainly has.
func (d Date) ByDay(day Day, m Match) bool {
	if d.IsZero() {
		return false
	}
	if m == Possible {
		return d.earliest <= day
	}
	return d.latest <= day
}

// Overlaps tells whether some day lies within the bounds of both dates.
func (d Date) Overlaps(o Date) bool {
	if d.IsZero() || o.IsZero() {
		return false
	}
	return d.earliest <= o.latest && o.earliest <= d.latest
}
