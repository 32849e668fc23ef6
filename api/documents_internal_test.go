package api

import (
	"context"
	"errors"
	"strings"
	"testing"

	"parley/internal/intake"
)

// Pages take long and wait for their turn; a text is not kept waiting by them.
func TestOnlyPagesWait(t *testing.T) {
	s := &Server{readings: make(slots, 1)}
	if err := s.readings.enter(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	for mediaType, waits := range map[string]bool{intake.HTML: true, intake.Markdown: false, intake.Plain: false} {
		d := &document{intake.Document{MediaType: mediaType, Body: []byte("<p>" + strings.Repeat("words ", 20))}, ""}
		if _, err := s.extract(gone, d); errors.Is(err, context.Canceled) != waits || !waits && err != nil {
			t.Errorf("%s: %v", mediaType, err)
		}
	}
}
