package api

import (
	"testing"

	"parley/internal/export"
)

// LimitRows lets a format take no more rows than that, until the test ends.
func LimitRows(t *testing.T, format string, rows int64) {
	for _, formats := range [][]export.Format{tables, historyFormats} {
		for i := range formats {
			if formats[i].Name == format {
				was := formats[i].MaxRows
				formats[i].MaxRows = rows
				t.Cleanup(func() { formats[i].MaxRows = was })
			}
		}
	}
}
