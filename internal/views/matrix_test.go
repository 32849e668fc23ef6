package views

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// cellOf is the cell of Kyiv on the withdrawal: the second, as issues come in the
// order of the tree and parties in that of the columns.
func cellOf(t *testing.T, v Matrix) Cell {
	t.Helper()
	i := slices.IndexFunc(v.Cells, func(c Cell) bool { return c.Issue.ID == withdrawal.ID && c.Party.ID == kyiv.ID })
	if i != 1 || len(v.Cells) != 4 {
		t.Fatalf("cell %d of %d", i, len(v.Cells))
	}
	return v.Cells[i]
}

func TestStatesOfACell(t *testing.T) {
	for name, c := range map[string]struct {
		asOf, state string
		list        []ledger.Position
	}{
		"nothing said":             {"2026-06-01", StateNoEvidence, nil},
		"said later":               {"2026-01-01", StateNoEvidence, spoken(spoke(1, "2026-01-02"))},
		"perhaps said":             {"2026-01-15", StateNotCertain, spoken(spoke(1, "2026-01"))},
		"perhaps said, or later":   {"2026-01-15", StateNotCertain, spoken(spoke(1, "2026-01"), spoke(2, "2026-01-20"))},
		"said, and perhaps again":  {"2026-01-15", StateStanding, spoken(spoke(1, first), spoke(2, "2026-01"))},
		"ended, and perhaps said":  {"2026-01-15", StateNotCertain, spoken(spoke(1, first, withHeldUntil("2026-01-10")), spoke(2, "2026-01"))},
		"perhaps ended":            {"2026-01-15", StateNotCertain, spoken(spoke(1, first, withHeldUntil("2026-01")))},
		"perhaps superseded":       {"2026-01-15", StateNotCertain, spoken(spoke(1, first), spoke(2, "2026-01", superseding(1)))},
		"on the day it was said":   {first, StateStanding, spoken(spoke(1, first, withHeldUntil("2026-01")))},
		"said":                     {"2026-01-31", StateStanding, spoken(spoke(1, "2026-01"))},
		"neutral is said":          {"2026-06-01", StateStanding, spoken(spoke(1, first, unsure))},
		"ran out":                  {"2026-02-01", StateNoneStanding, spoken(spoke(1, first, withHeldUntil("2026-01-31")))},
		"held on its last day":     {"2026-01-31", StateStanding, spoken(spoke(1, first, withHeldUntil("2026-01-31")))},
		"withdrawn":                {"2026-06-01", StateNoneStanding, spoken(spoke(1, first), spoke(2, next, withAct("withdraw"), superseding(1)))},
		"said on another question": {"2026-06-01", StateNoEvidence, spoken(spoke(1, first, withIssue(ceasefire)))},
	} {
		cell := cellOf(t, recordOf(c.asOf, edtf.Certain, nil, c.list...).Matrix(nil))
		if cell.State != c.state || (len(cell.Positions) > 0) != (c.state == StateStanding) {
			t.Errorf("%s: %s with %d positions, want %s", name, cell.State, len(cell.Positions), c.state)
		}
	}
}

// What is only possible stands where that is asked for.
func TestNotCertainIsPossible(t *testing.T) {
	m := recordOf("2026-01-15", edtf.Possible, nil, spoken(spoke(1, "2026-01"))...)
	if cell := cellOf(t, m.Matrix(nil)); cell.State != StateStanding || len(cell.Positions) != 1 {
		t.Errorf("%s with %d positions", cell.State, len(cell.Positions))
	}
}

func TestACellTellsAll(t *testing.T) {
	m := recordOf("2026-06-01", edtf.Certain, []string{"2026-01-06", "2026-02-07"},
		spoke(1, first, no, withProposal(1), inArticle(1, "supports")),
		spoke(2, next, maybe, inArticle(1, "supports"), inArticle(1, "supports"), inArticle(2, "supports"), inArticle(3, "disputes")))
	v := m.Matrix(periodOf(t, "P1Y"))
	cell := cellOf(t, v)
	if len(cell.Positions) != 2 || cell.Positions[0].ID != positionID(2) || cell.Positions[1].ID != positionID(1) {
		t.Fatalf("both stand, the latest first: %+v", cell.Positions)
	}
	latest := cell.Positions[0]
	if latest.Passages != 2 || latest.Origins < 1 || *latest.LastSeen != "2026-02-07" || latest.URL != "/v1/positions/"+positionID(2).String() {
		t.Errorf("%+v", latest)
	}
	if *v.LapseAfter != "P1Y" || v.Parties[0].Name != "سلطنة عمان" || cell.Issue.Name != "Хто відводить війська?" ||
		!v.Issues[0].Scaled || v.Issues[1].Scaled || *v.Issues[1].Parent != withdrawal.ID || v.Issues[1].Depth != 1 {
		t.Errorf("%+v", v)
	}
}

// Whatever is drawn, each standing position is in one cell, that of its issue
// and party, and the timeline shows as standing what the matrix does.
func TestMatrixAndTimelineAgree(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		var lapse *edtf.Period
		if rapid.Bool().Draw(r, "lapse") {
			lapse = periodOf(r, pick(r, []string{"P1D", "P20D", "P2M"}, "period"))
		}
		cells, timeline := map[uuid.UUID]int{}, map[uuid.UUID]bool{}
		for _, c := range m.Matrix(lapse).Cells {
			for _, p := range c.Positions {
				cells[p.ID]++
				if own := m.positionOf(p.ID); own.Issue.ID != c.Issue.ID || own.Party.ID != c.Party.ID {
					r.Fatalf("%s is in the cell of another", p.ID)
				}
			}
		}
		for _, e := range m.Timeline(lapse).Entries {
			timeline[e.Position.ID] = e.Standing
		}
		s := m.standing(lapse)
		for i := range m.Positions {
			p := &m.Positions[i]
			if want := map[bool]int{true: 1}[s.stands(p)]; cells[p.ID] != want || timeline[p.ID] != s.stands(p) {
				r.Fatalf("%s stands: %t, cells: %d, in the timeline: %t", p.ID, s.stands(p), cells[p.ID], timeline[p.ID])
			}
		}
	})
}

func (m *Material) positionOf(id uuid.UUID) *ledger.Position {
	i := slices.IndexFunc(m.Positions, func(p ledger.Position) bool { return p.ID == id })
	return &m.Positions[i]
}

// Lists are [] where they are empty, and the same material gives the same bytes.
func TestViewsAsJSON(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		period := periodOf(r, "P30D")
		for _, view := range []func() any{
			func() any { return m.Matrix(period) }, func() any { return m.Timeline(period) }, func() any { return m.Coverage() },
			func() any { return m.ChangesStated(dayOf("2026-01-01"), dayOf("2026-12-31")) },
		} {
			body := encoded(view())
			if again := encoded(view()); !bytes.Equal(body, again) {
				r.Fatalf("%s\n%s", body, again)
			}
			for _, list := range []string{"parties", "issues", "cells", "positions", "earlier", "entries", "rows", "changes", "differences", "evidence"} {
				if bytes.Contains(body, []byte(`"`+list+`":null`)) {
					r.Fatalf("%s is null in %s", list, body)
				}
			}
		}
	})
	empty := (&Material{}).Matrix(nil)
	if body, err := json.Marshal([]any{empty.Cells, empty.Issues, empty.Parties}); err != nil || string(body) != "[[],[],[]]" {
		t.Errorf("%s, %v", body, err)
	}
}
