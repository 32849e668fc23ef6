package api

import (
	"fmt"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"parley/internal/edtf"
	"parley/internal/views"
)

// window is the days a series is about: from the first day anything can have
// been stated to the day asked about, unless they are given.
func window(m *views.Material, from, to *openapi_types.Date) (first, last edtf.Day, err error) {
	if last = m.AsOf; to != nil {
		last = *day(to)
	}
	first = m.FirstDay(last)
	if from != nil {
		first = *day(from)
	}
	if first > last {
		return first, last, badParameter("from", "order", "from "+first.String()+" is after "+last.String()+", where the series ends; give an earlier from or a later to")
	}
	return first, last, nil
}

// period reads lapse_after; nil without it.
func period(text *string) (*edtf.Period, error) {
	if text == nil {
		return nil, nil
	}
	p, err := edtf.ParsePeriod(*text)
	if err != nil {
		return nil, badParameter("lapse_after", "format", fmt.Sprintf("%q is not a duration of a day or more: write one such as P90D, P3M or P1Y6M", *text))
	}
	return &p, nil
}
