package api

import (
	"testing"
	"time"
)

func TestLastModified(t *testing.T) {
	updated := time.Date(2026, 1, 23, 9, 0, 0, 700_000_000, time.UTC)
	for age, want := range map[time.Duration]string{0: "", time.Second: "", 59 * time.Second: "", time.Minute: "Fri, 23 Jan 2026 09:00:00 GMT", time.Hour: "Fri, 23 Jan 2026 09:00:00 GMT"} {
		if got := lastModified(updated, updated.Add(age)); got != want {
			t.Errorf("%s old: %q", age, got)
		}
	}
}
