package draft

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func day(text string) *edtf.Date { return new(edtf.MustParse(text)) }

// A membership counts when it may have held at some day of the statement.
func TestMembershipsHold(t *testing.T) {
	for _, c := range []struct {
		from, until *edtf.Date
		at          string
		want        bool
	}{
		{nil, nil, "2026-01-22", true},
		{day("2026-01-22"), nil, "2026-01-22", true},
		{day("2026-01-23"), nil, "2026-01-22", false},
		{day("2026-01"), nil, "2026-01-22", true},
		{nil, day("2026-01-21"), "2026-01-22", false},
		{nil, day("2026-01"), "2026-01-22", true},
		{day("2019"), day("2025"), "2025-12/2026-01", true},
		{day("2019"), day("2025-11"), "2025-12/2026-01", false},
		{day("2026-01-23"), nil, "", true},
	} {
		var at edtf.Date
		if c.at != "" {
			at = edtf.MustParse(c.at)
		}
		m := ledger.Membership{MembershipFields: ledger.MembershipFields{From: c.from, Until: c.until}}
		if holds(m, at) != c.want {
			t.Errorf("from %v until %v at %q: %v", c.from, c.until, c.at, !c.want)
		}
	}
}

func TestCut(t *testing.T) {
	for text, want := range map[string]string{"": "", "four": "four", "fünf!": "fün…", "👩‍👩‍👧🏽": "👩\u200d👩…"} {
		if got := cut(text, 4); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := summary("one\n\ntwo  three"); got != "one two three" {
		t.Errorf("%q", got)
	}
	if got := summary(strings.Repeat("ж", 5000)); len([]rune(got)) != maxSummary {
		t.Errorf("%d characters", len([]rune(got)))
	}
}

func TestSameName(t *testing.T) {
	for _, pair := range [][2]string{{"The Echo", "Echo"}, {"UNN", "unn"}, {"Уніан", "уніан"}, {"New  York Times", "the New York Times"}} {
		if !sameName(pair[0], pair[1]) {
			t.Errorf("%q and %q are two", pair[0], pair[1])
		}
	}
	if sameName("Echo", "Echo News") {
		t.Error("Echo is Echo News")
	}
}

// What a position needs is either there or said to be left open.
func TestLeftOpen(t *testing.T) {
	id := uuid.New()
	for want, p := range map[string]Position{
		"/party /issue /act /stated": {},
		"/issue":                     {Party: &id, Act: "offer", Stated: edtf.MustParse("2026")},
		"/issue /act":                {Party: &id, Stated: edtf.MustParse("2026")},
	} {
		if got := strings.Join(leftOpen(p), " "); got != want {
			t.Errorf("%+v: %s, want %s", p, got, want)
		}
	}
}
