package views

import (
	"testing"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

var (
	cabinet = ledger.RefTo(fixtureID('c', 5))
	state   = ledger.RefTo(kyiv.ID)
	others  = ledger.RefTo(muscat.ID)
)

func member(who, of ledger.Reference, from, until string) ledger.Membership {
	s := ledger.Membership{Member: who}
	s.Group = of
	if from != "" {
		s.From = new(edtf.MustParse(from))
	}
	if until != "" {
		s.Until = new(edtf.MustParse(until))
	}
	return s
}

func TestSecondHand(t *testing.T) {
	const told = "what Україна stated (2026-01-22, “заява 1”)"
	const byMuscat = "Told by سلطنة عمان alone, who does not speak for it: " + told + "."
	const byUnknown = "Told by 1 speaker outside this view alone, who does not speak for it: " + told + "."
	onBehalf := func(p *ledger.Position) { p.OnBehalfOf = &press }
	jointly := func(p *ledger.Position) { p.JointlyWith = []ledger.Reference{others} }
	for name, c := range map[string]struct {
		position    []func(*ledger.Position)
		memberships []ledger.Membership
		want        string
	}{
		"nobody known":           {with(toldIn(1)), nil, ""},
		"the holder":             {with(toldIn(1, toldBy(state))), nil, ""},
		"another party":          {with(toldIn(1, toldBy(others))), nil, byMuscat},
		"a party not shown":      {with(toldIn(1, toldBy(envoy))), nil, byUnknown},
		"two others":             {with(toldIn(1, toldBy(others)), toldIn(2, toldBy(envoy))), nil, "Told by سلطنة عمان and 1 speaker outside this view alone, who do not speak for it: " + told + "."},
		"another and the holder": {with(toldIn(1, toldBy(others)), toldIn(2, toldBy(state))), nil, ""},
		"the speaker":            {with(toldIn(1), withSpeaker(others)), nil, byMuscat},
		"the evidence knows better than the speaker": {with(toldIn(1, toldBy(state)), withSpeaker(others)), nil, ""},
		"the speaker where the evidence is silent":   {with(toldIn(1, toldBy(others)), toldIn(2), withSpeaker(state)), nil, ""},
		"one of three names": {with(toldIn(1, toldBy(others)), toldIn(2), toldIn(3)), nil,
			"Of 3 passages on " + told + ", 1 names who told it: سلطنة عمان, who does not speak for it; 2 name nobody."},
		"two of three name one": {with(toldIn(1, toldBy(others)), toldIn(2, toldBy(others)), toldIn(3)), nil,
			"Of 3 passages on " + told + ", 2 name who told it: سلطنة عمان, who does not speak for it; 1 names nobody."},
		"two of three name two": {with(toldIn(1, toldBy(others)), toldIn(2, toldBy(envoy)), toldIn(3)), nil,
			"Of 3 passages on " + told + ", 2 name who told it: سلطنة عمان and 1 speaker outside this view, who do not speak for it; 1 names nobody."},
		"the silent one is lost":               {with(toldIn(1, toldBy(others)), toldIn(2, inState("orphaned"))), nil, byMuscat},
		"the speaker for all that is silent":   {with(toldIn(1, toldBy(others)), toldIn(2), withSpeaker(others)), nil, byMuscat},
		"on behalf of":                         {with(toldIn(1, toldBy(press)), onBehalf), nil, ""},
		"jointly":                              {with(toldIn(1, toldBy(others)), jointly), nil, ""},
		"only disputing":                       {with(toldIn(1, toldBy(others), related("disputes"))), nil, ""},
		"only lost":                            {with(toldIn(1, toldBy(others), inState("orphaned"))), nil, ""},
		"a member":                             {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, state, "", "")}, ""},
		"a member of a member":                 {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(cabinet, state, "", ""), member(envoy, cabinet, "", "")}, ""},
		"the holder is a member of the teller": {with(toldIn(1, toldBy(others))), []ledger.Membership{member(state, others, "", "")}, byMuscat},
		"a member of another":                  {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, others, "", "")}, byUnknown},
		"a circle":                             {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, cabinet, "", ""), member(cabinet, envoy, "", "")}, byUnknown},
		"a member since":                       {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, state, "2026-01-22", "")}, ""},
		"a member later":                       {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, state, "2026-01-23", "")}, byUnknown},
		"a member until":                       {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, state, "", "2026-01-22")}, ""},
		"a member before":                      {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, state, "", "2026-01-21")}, byUnknown},
		"perhaps a member still":               {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(envoy, state, "2025", "2026-01")}, ""},
		"a group left in time":                 {with(toldIn(1, toldBy(envoy))), []ledger.Membership{member(cabinet, state, "", "2025"), member(envoy, cabinet, "", "")}, byUnknown},
	} {
		m := recordOf("2026-03-31", edtf.Certain, nil, spoke(1, "2026-01-22", c.position...))
		m.Memberships = c.memberships
		found := m.Conflicts([]string{ConflictSecondHand}).Conflicts
		got := ""
		if len(found) > 0 {
			got = found[0].Sentence
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
