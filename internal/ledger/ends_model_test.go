package ledger_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// told is what the model remembers of a position. The model knows rule 3 in the
// plainest words and looks at all positions each time.
type told struct {
	id         uuid.UUID
	act        string
	stated     edtf.Date
	heldUntil  *edtf.Date
	supersedes []int
	status     string
}

type model struct {
	w     *world
	issue string
	all   []*told
	// past is what the model was under each ledger number.
	past map[int64]*model
}

var (
	someDates = []string{"2026-01-05", "2026-01", "2026-01-10/2026-01-20", "2026-01-15", "2026-02-01", "2026-02-1X", "2026-03", "2026-01-05/..", "../2026-01-20"}
	someDays  = []string{"2025-12-31", "2026-01-05", "2026-01-12", "2026-01-31", "2026-02-15", "2026-03-31", "2027-01-01"}
)

func TestEndsFollowTheModel(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		rapid.Check(t, func(r *rapid.T) {
			w.t = t
			m := &model{w: w, issue: w.newIssue(nil), past: map[int64]*model{}}
			for range rapid.IntRange(1, 9).Draw(r, "steps") {
				m.step(r)
				m.remember()
			}
			m.compare(r)
			for number, then := range m.past {
				then.compareAllStanding(r, w.readAt(ledger.KnownAt{Number: &number}))
			}
		})
	})
}

func (m *model) step(r *rapid.T) {
	if len(m.all) == 0 || rapid.IntRange(0, 2).Draw(r, "what") > 0 {
		m.create(r)
		return
	}
	i := rapid.IntRange(0, len(m.all)-1).Draw(r, "which")
	switch rapid.SampledFrom([]string{"correct", "accept", "reject", "retract"}).Draw(r, "turn") {
	case "correct":
		m.correct(r, i)
	case "accept":
		can := m.canSupersede(m.all[i]) && !slices.ContainsFunc(m.all[i].supersedes, m.gone)
		m.turn(r, i, ledger.StatusProposed, ledger.StatusAccepted, can,
			func(tx *ledger.Writer, id string) (ledger.Position, error) { return tx.AcceptPosition(id) })
	case "reject":
		m.turn(r, i, ledger.StatusProposed, ledger.StatusRejected, true,
			func(tx *ledger.Writer, id string) (ledger.Position, error) { return tx.RejectPosition(id, "x") })
	case "retract":
		m.turn(r, i, ledger.StatusAccepted, ledger.StatusRetracted, true,
			func(tx *ledger.Writer, id string) (ledger.Position, error) { return tx.RetractPosition(id, "x") })
	}
}

func (m *model) draw(r *rapid.T) *told {
	v := &told{act: rapid.SampledFrom([]string{"offer", "reject", "withdraw"}).Draw(r, "act"),
		stated: aDate(r, "stated"), status: rapid.SampledFrom([]string{"accepted", "accepted", "proposed"}).Draw(r, "status")}
	if rapid.Bool().Draw(r, "held") {
		v.heldUntil = new(aDate(r, "held until"))
	}
	for i := range m.all {
		if rapid.IntRange(0, 2).Draw(r, "supersedes") == 0 {
			v.supersedes = append(v.supersedes, i)
		}
	}
	return v
}

func aDate(r *rapid.T, label string) edtf.Date {
	return edtf.MustParse(rapid.SampledFrom(someDates).Draw(r, label))
}

func (m *model) create(r *rapid.T) {
	v := m.draw(r)
	allowed := m.valid(v) && !slices.ContainsFunc(v.supersedes, func(i int) bool { return m.gone(i) })
	p, err := try(m.w, func(tx *ledger.Writer) (ledger.Position, error) {
		in := m.w.position()
		in.PositionFields = m.fields(v)
		in.Status = &v.status
		return tx.CreatePosition(in)
	})
	m.agree(r, "create", allowed, err)
	if v.id = p.ID; err == nil {
		m.all = append(m.all, v)
	}
}

func (m *model) fields(v *told) ledger.PositionFields {
	in := m.w.position().PositionFields
	in.Issue, in.Act, in.Stated, in.HeldUntil, in.Supersedes = ref(m.issue), v.act, v.stated, v.heldUntil, []ledger.Reference{}
	for _, i := range v.supersedes {
		in.Supersedes = append(in.Supersedes, ledger.RefTo(m.all[i].id))
	}
	return in
}

func (m *model) correct(r *rapid.T, i int) {
	before, after := m.all[i], m.draw(r)
	after.id, after.status = before.id, before.status
	m.all[i] = after
	added := slices.ContainsFunc(after.supersedes, func(j int) bool { return m.gone(j) && !slices.Contains(before.supersedes, j) })
	m.all[i] = before
	allowed := !m.gone(i) && m.valid(after) && !added && !m.circle(i, after) && m.stillSuperseded(i, after)
	_, err := try(m.w, func(tx *ledger.Writer) (ledger.Position, error) {
		return tx.UpdatePosition(before.id.String(), whatever, func(in *ledger.PositionFields) error { *in = m.fields(after); return nil })
	})
	m.agree(r, "correct", allowed, err)
	if err == nil {
		m.all[i] = after
	}
}

func (m *model) turn(r *rapid.T, i int, from, to string, can bool, move func(*ledger.Writer, string) (ledger.Position, error)) {
	v := m.all[i]
	_, err := try(m.w, func(tx *ledger.Writer) (ledger.Position, error) { return move(tx, v.id.String()) })
	m.agree(r, to, v.status == from && can, err)
	if err == nil {
		v.status = to
	}
}

func (m *model) agree(r *rapid.T, what string, allowed bool, err error) {
	if allowed != (err == nil) || err != nil && !ledger.IsKind(err, ledger.KindInvalid) && !ledger.IsKind(err, ledger.KindConflict) {
		r.Fatalf("%s: allowed %v, got %v", what, allowed, err)
	}
}

func (m *model) gone(i int) bool {
	return m.all[i].status == ledger.StatusRejected || m.all[i].status == ledger.StatusRetracted
}

func (m *model) valid(v *told) bool {
	return (v.act != "withdraw" || len(v.supersedes) > 0) && m.canSupersede(v) &&
		(v.heldUntil == nil || v.heldUntil.Latest() >= v.stated.Earliest())
}

func (m *model) canSupersede(v *told) bool {
	return !slices.ContainsFunc(v.supersedes, func(i int) bool { return v.stated.Latest() < m.all[i].stated.Earliest() })
}

func (m *model) circle(i int, after *told) bool {
	var reaches func(list []int) bool
	reaches = func(list []int) bool {
		return slices.ContainsFunc(list, func(j int) bool { return j == i || reaches(m.all[j].supersedes) })
	}
	return reaches(after.supersedes)
}

func (m *model) stillSuperseded(i int, after *told) bool {
	for _, s := range m.all {
		if s.status == ledger.StatusAccepted && slices.Contains(s.supersedes, i) && s.stated.Latest() < after.stated.Earliest() {
			return false
		}
	}
	return true
}

// ended says between which days a position ceases to hold, and which ways of
// ending may be named for it.
type ended struct {
	earliest, last edtf.Day
	how            []string
}

// by adds one more end: each of them ends the position, so the smallest bounds
// count, and what is named is among those that are certain first.
func (e ended) by(how string, earliest, last edtf.Day) ended {
	if len(e.how) == 0 || last < e.last {
		e.how = nil
	}
	if len(e.how) == 0 || last == e.last {
		e.how = append(e.how, how)
	}
	e.earliest, e.last = min(e.earliest, earliest), min(e.last, last)
	return e
}

func (m *model) ended(i int) ended {
	v, end := m.all[i], ended{earliest: edtf.MaxDay, last: edtf.MaxDay}
	if v.act == "withdraw" {
		return end.by("withdrawn", v.stated.Earliest(), v.stated.Earliest())
	}
	if v.heldUntil != nil {
		end = end.by("held_until", max(next(v.heldUntil.Earliest()), next(v.stated.Earliest())), next(v.heldUntil.Latest()))
	}
	for _, s := range m.all {
		if s.status != ledger.StatusAccepted || !slices.Contains(s.supersedes, i) {
			continue
		}
		how := "superseded"
		if s.act == "withdraw" {
			how = "withdrawn"
		}
		end = end.by(how, max(s.stated.Earliest(), v.stated.Earliest()), s.stated.Latest())
	}
	return end
}

func next(d edtf.Day) edtf.Day {
	if d == edtf.MaxDay || d == edtf.MinDay {
		return d
	}
	return d + 1
}

// compare checks every end, every list of what stands, and every version.
func (m *model) compare(r *rapid.T) {
	for i, v := range m.all {
		got, want := m.w.find(v.id.String()), m.ended(i)
		earliest, last := got.Ended.Bounds()
		named := got.Ended == nil && len(want.how) == 0 || got.Ended != nil && slices.Contains(want.how, got.Ended.How)
		// The bounds of a withdrawal mean nothing: it never stands, whatever they are.
		bounded := v.act == "withdraw" || earliest == want.earliest && last == want.last
		if got.Status != v.status || !bounded || !named {
			r.Fatalf("position %d is %s, ended %+v; want %s, %+v", i, got.Status, got.Ended, v.status, want)
		}
	}
	m.compareAllStanding(r, m.w.read())
	m.compareAllStanding(r, m.w.readAt(ledger.KnownAt{}))
}

// remember keeps the model as it is under the newest number.
func (m *model) remember() {
	then := &model{w: m.w, issue: m.issue}
	for _, v := range m.all {
		copied := *v
		then.all = append(then.all, &copied)
	}
	m.past[m.w.readAt(ledger.KnownAt{}).Clock().KnownAt.Number] = then
}

// compareAllStanding checks every list of what stands, now or as of a number, and
// what each position says of itself.
func (m *model) compareAllStanding(r *rapid.T, from *ledger.Reader) {
	all := m.listed(r, from, ledger.PositionFilter{})
	for _, day := range someDays {
		for _, match := range []edtf.Match{edtf.Certain, edtf.Possible} {
			m.compareStanding(r, from, edtf.MustParse(day).Latest(), match, all)
		}
	}
}

func (m *model) listed(r *rapid.T, from *ledger.Reader, filter ledger.PositionFilter) []ledger.Position {
	filter.Issues = []uuid.UUID{ref(m.issue).ID}
	list, err := from.Positions(filter, ledger.Page{Sort: ledger.SortRecorded})
	if err != nil {
		r.Fatal(err)
	}
	return list
}

func (m *model) compareStanding(r *rapid.T, from *ledger.Reader, day edtf.Day, match edtf.Match, all []ledger.Position) {
	var got, say, want []uuid.UUID
	for _, p := range m.listed(r, from, ledger.PositionFilter{Statuses: []string{"accepted"}, Standing: &ledger.Standing{Day: day, Match: match}}) {
		got = append(got, p.ID)
	}
	for _, p := range all {
		if p.StandsOn(day, match) {
			say = append(say, p.ID)
		}
	}
	for i, v := range m.all {
		until := m.ended(i).earliest
		if match == edtf.Possible {
			until = m.ended(i).last
		}
		if v.status == ledger.StatusAccepted && v.stated.ByDay(day, match) && until > day {
			want = append(want, v.id)
		}
	}
	if !slices.Equal(got, want) || !slices.Equal(say, want) {
		r.Fatalf("on %s (match %d) stand %v, and %v say so, want %v", day, match, got, say, want)
	}
}
