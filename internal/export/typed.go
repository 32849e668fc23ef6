package export

import (
	"time"

	"parley/internal/edtf"
)

// dayOf reads the text of a date column.
func dayOf(text string) (edtf.Day, error) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return edtf.DayOf(t), nil
	}
	var day edtf.Day
	err := day.UnmarshalText([]byte(text))
	return day, err
}

// microsOf reads the text of a time column, as microseconds from 1970.
func microsOf(text string) (int64, error) {
	t, err := time.Parse(time.RFC3339Nano, text)
	return t.UnixMicro(), err
}
