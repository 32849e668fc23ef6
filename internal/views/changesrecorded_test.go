package views

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func withStatus(status string) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Status = status }
}

func withNumber(n int64) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Number = n }
}

func endedBy9(how string) func(*ledger.Position) {
	return func(p *ledger.Position) {
		p.Ended = &ledger.End{How: how, Date: edtf.MustParse("2026-02-01"), By: new(positionID(9)), Earliest: new(dayOf("2026-02-01")), Latest: new(dayOf("2026-02-01"))}
	}
}

// versions are positions as they were in force at a moment.
func versions(list ...ledger.Position) map[uuid.UUID]ledger.Position {
	m := map[uuid.UUID]ledger.Position{}
	for _, p := range list {
		m[p.ID] = p
	}
	return m
}

// recordedChanges asks for the changes of position 1 from number 10 to 20.
func recordedChanges(before, after map[uuid.UUID]ledger.Position) Changes {
	var now []ledger.Position
	for _, p := range after {
		if p.Status == ledger.StatusAccepted {
			now = append(now, p)
		}
	}
	m := recordOf("2026-06-01", edtf.Certain, nil)
	m.Positions = now
	return m.ChangesRecorded(ledger.Moment{Number: 10}, ledger.Moment{Number: 20}, Changed{Before: before, After: after})
}

// An import records many under one number; what supersedes is told after what it supersedes.
func TestOneNumberIsToldInOrder(t *testing.T) {
	list := settled(spoken(spoke(1, "2026-01-20", withNumber(15)), spoke(2, "2026-01", withNumber(15), superseding(1))))
	want := []string{"stated заява 1 2026-01-20", "ended заява 1 2026-01-20/2026-01-31", "stated заява 2 2026-01"}
	if got := kindsOf(recordedChanges(nil, versions(list...))); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestChangesRecorded(t *testing.T) {
	accepted := spoke(1, first, yes)
	runsOut := func(until string) []ledger.Position {
		return settled(spoken(spoke(1, first, yes, withHeldUntil(until))))
	}
	superseded := func(until string) []ledger.Position {
		return spoken(spoke(1, first, yes, withHeldUntil(until), endedBy9("superseded")))
	}
	draft, turned := spoke(1, first, withStatus(ledger.StatusProposed)), spoke(1, first, withStatus(ledger.StatusRejected))
	for name, c := range map[string]struct {
		before, after []ledger.Position
		want          []string
	}{
		"new":                              {nil, spoken(accepted), []string{"stated"}},
		"a draft accepted":                 {spoken(draft), spoken(accepted), []string{"stated"}},
		"a new draft":                      {nil, spoken(draft), nil},
		"a draft rejected":                 {spoken(draft), spoken(turned), nil},
		"a draft corrected":                {spoken(draft), spoken(spoke(1, next, withStatus(ledger.StatusProposed))), nil},
		"retracted":                        {spoken(accepted), spoken(spoke(1, next, withStatus(ledger.StatusRetracted), endedBy9("superseded"))), []string{"retracted"}},
		"came and went":                    {nil, spoken(spoke(1, first, withStatus(ledger.StatusRetracted))), nil},
		"superseded":                       {spoken(accepted), spoken(spoke(1, first, yes, endedBy9("superseded"))), []string{"ended"}},
		"new and superseded already":       {nil, spoken(spoke(1, first, yes, endedBy9("superseded"))), []string{"stated", "ended"}},
		"superseded as before":             {spoken(spoke(1, first, endedBy9("superseded"))), spoken(spoke(1, first, endedBy9("superseded"), withNumber(15))), nil},
		"stands again":                     {spoken(spoke(1, first, yes, endedBy9("superseded"))), spoken(accepted), []string{"corrected ended"}},
		"ended otherwise":                  {spoken(spoke(1, first, yes, endedBy9("superseded"))), spoken(spoke(1, first, yes, endedBy9("withdrawn"))), []string{"corrected ended"}},
		"its date corrected":               {spoken(accepted), spoken(spoke(1, next, yes)), []string{"corrected stated"}},
		"its party and issue corrected":    {spoken(accepted), spoken(spoke(1, first, yes, withParty(muscat), withIssue(ceasefire))), []string{"corrected party issue"}},
		"corrected and superseded":         {spoken(accepted), spoken(spoke(1, first, no, endedBy9("superseded"))), []string{"corrected stance", "ended"}},
		"a new withdrawal ends once":       {nil, settled(spoken(spoke(1, first, withAct("withdraw")))), []string{"stated"}},
		"will run out":                     {spoken(accepted), settled(spoken(spoke(1, first, yes, withHeldUntil("2026-06-01")))), []string{"corrected held_until"}},
		"ran out, as is recorded now":      {spoken(accepted), settled(spoken(spoke(1, first, yes, withHeldUntil("2026-05-31")))), []string{"corrected held_until", "ended"}},
		"will run out later":               {runsOut("2026-12-31"), runsOut("2027-12-31"), []string{"corrected held_until"}},
		"will run out no more":             {runsOut("2026-12-31"), spoken(accepted), []string{"corrected held_until"}},
		"ran out by a correction":          {runsOut("2026-12-31"), runsOut("2026-05-31"), []string{"corrected held_until", "ended"}},
		"superseded before it ran out":     {runsOut("2026-12-31"), superseded("2026-12-31"), []string{"ended"}},
		"superseded after it ran out":      {runsOut("2026-05-31"), superseded("2026-05-31"), []string{"corrected ended"}},
		"superseded no more, will run out": {superseded("2026-12-31"), runsOut("2026-12-31"), []string{"corrected ended"}},
		"nothing but numbers and statuses": {spoken(accepted), spoken(spoke(1, first, yes, withNumber(19))), nil},
		"moved to what is not asked for":   {spoken(accepted), spoken(spoke(1, first, yes, withIssue(ledger.Issue{}))), []string{"corrected issue"}},
		"never among what is asked for":    {nil, spoken(spoke(1, first, withIssue(ledger.Issue{}))), nil},
	} {
		var got []string
		v := recordedChanges(versions(c.before...), versions(c.after...))
		for _, item := range v.Changes {
			line := item.Kind
			for _, d := range item.Differences {
				line += " " + d.Field
			}
			got = append(got, line)
		}
		if !slices.Equal(got, c.want) || v.From != "10" || v.To != "20" || v.ByClock != "recorded" {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestARecordedChangeSaysWhenAndWhat(t *testing.T) {
	v := recordedChanges(versions(spoke(1, first, yes), spoke(3, first)),
		versions(spoke(1, first, no, withNumber(17)), spoke(2, next, maybe, withNumber(12)), spoke(3, first, withNumber(14), withStatus(ledger.StatusRetracted))))
	if len(v.Changes) != 4 {
		t.Fatalf("%q", kindsOf(v))
	}
	stated, changed, gone, corrected := v.Changes[0], v.Changes[1], v.Changes[2], v.Changes[3]
	for kind, c := range map[string]ChangeItem{ChangeStated: stated, ChangeChanged: changed} {
		if c.Kind != kind || *c.Number != 12 || *c.Date != next || !c.Effect.is(EffectReversed) {
			t.Errorf("%s: %+v", kind, c)
		}
	}
	if gone.Kind != ChangeRetracted || *gone.Number != 14 || gone.Date != nil || gone.Effect != nil {
		t.Errorf("%+v", gone)
	}
	if corrected.Date != nil || string(corrected.Differences[0].Before) != `"supports"` || string(corrected.Differences[0].After) != `"opposes"` {
		t.Errorf("%+v", corrected)
	}
}

func TestMovedEvidence(t *testing.T) {
	evidence := func(change func(*ledger.Evidence)) ledger.Position {
		p := spoke(1, first, inArticle(1, "supports"), inArticle(2, "supports"))
		p.Evidence[1].Number = 18
		change(&p.Evidence[1])
		return p
	}
	before := evidence(func(*ledger.Evidence) {})
	other := before.Evidence[1].ID
	for name, c := range map[string]struct {
		after  ledger.Position
		moved  []EvidenceChange
		number int64
	}{
		"nothing":        {evidence(func(*ledger.Evidence) {}), nil, 0},
		"looked up anew": {evidence(func(e *ledger.Evidence) { e.Selected.Anchor.Revision = 2; e.Number = 19 }), nil, 0},
		"orphaned":       {evidence(func(e *ledger.Evidence) { e.Selected.State = "orphaned" }), []EvidenceChange{{other, EvidenceLost}}, 18},
		"moved":          {evidence(func(e *ledger.Evidence) { e.Selected.Anchor.Start = new(int64(7)) }), []EvidenceChange{{other, EvidenceMoved}}, 18},
		"disputes now":   {evidence(func(e *ledger.Evidence) { e.Relation = "disputes" }), []EvidenceChange{{other, EvidenceCorrected}}, 18},
		"went":           {spoke(1, first, inArticle(1, "supports")), []EvidenceChange{{other, EvidenceRemoved}}, 1},
		"came":           {spoke(1, first, inArticle(1, "supports"), inArticle(2, "supports"), inArticle(3, "context")), []EvidenceChange{{fixtureID('e', 103), EvidenceAdded}}, 1},
	} {
		v := recordedChanges(versions(before), versions(c.after))
		if c.moved == nil && len(v.Changes) == 0 {
			continue
		}
		if len(v.Changes) != 1 || v.Changes[0].Kind != ChangeCorrected || !slices.Equal(v.Changes[0].Evidence, c.moved) || *v.Changes[0].Number != c.number {
			t.Errorf("%s: %s, want %v under %d", name, encoded(v.Changes), c.moved, c.number)
		}
	}
}

// Nothing changes between a moment and itself; everything accepted is new from
// the beginning; and the order in which versions come does not matter.
func TestRecordedChangesOfWhatIsThere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		now := versions(m.Positions...)
		if v := m.ChangesRecorded(m.KnownAt, m.KnownAt, Changed{Before: now, After: now}); len(v.Changes) > 0 {
			r.Fatalf("%q", kindsOf(v))
		}
		all := m.ChangesRecorded(ledger.Moment{}, m.KnownAt, Changed{After: now})
		stated := 0
		for _, c := range all.Changes {
			if c.Kind == ChangeStated {
				stated++
			}
		}
		if again := m.ChangesRecorded(ledger.Moment{}, m.KnownAt, Changed{After: versions(m.Positions...)}); stated != len(now) || string(encoded(again)) != string(encoded(all)) {
			r.Fatalf("%d of %d are new: %q, then %q", stated, len(now), kindsOf(all), kindsOf(again))
		}
	})
}
