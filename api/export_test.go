package api

import "testing"

// LimitRows lets a format take no more rows than that, until the test ends.
func LimitRows(t *testing.T, format string, rows int64) {
	for i := range tables {
		if tables[i].Name == format {
			was := tables[i].MaxRows
			tables[i].MaxRows = rows
			t.Cleanup(func() { tables[i].MaxRows = was })
		}
	}
}
