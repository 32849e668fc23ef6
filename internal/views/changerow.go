package views

import (
	"slices"
	"strings"
	"time"
)

// ChangeRow is one change. Fields names the fields of a correction, Evidence
// counts the evidence of which something became, and EvidenceWhat says what.
type ChangeRow struct {
	AsOf          string  `json:"as_of"`
	Match         string  `json:"match"`
	KnownAt       int64   `json:"known_at"`
	Negotiation   string  `json:"negotiation"`
	Clock         string  `json:"clock"`
	From          string  `json:"from"`
	To            string  `json:"to"`
	Kind          string  `json:"kind"`
	Date          *string `json:"date"`
	Earliest      *string `json:"earliest"`
	Latest        *string `json:"latest"`
	Number        *int64  `json:"number"`
	RecordedAt    *string `json:"recorded_at"`
	Actor         *string `json:"actor"`
	Reason        *string `json:"reason"`
	Issue         string  `json:"issue"`
	IssueQuestion string  `json:"issue_question"`
	Party         string  `json:"party"`
	PartyName     string  `json:"party_name"`
	PositionID    string  `json:"position_id"`
	Position      *string `json:"position"`
	PositionURL   string  `json:"position_url"`
	Act           string  `json:"act"`
	Stance        *string `json:"stance"`
	Summary       string  `json:"summary"`
	Stated        string  `json:"stated"`
	Effect        *string `json:"effect"`
	EffectSource  *string `json:"effect_source"`
	EffectRule    *string `json:"effect_rule"`
	EffectEarlier string  `json:"effect_earlier"`
	EndedHow      *string `json:"ended_how"`
	EndedBy       *string `json:"ended_by"`
	Fields        string  `json:"fields"`
	Evidence      int     `json:"evidence"`
	EvidenceWhat  string  `json:"evidence_what"`
}

// Rows has one row for each change.
func (v Changes) Rows() []ChangeRow {
	rows := []ChangeRow{}
	for _, c := range v.Changes {
		rows = append(rows, v.row(c))
	}
	return rows
}

func (v Changes) row(c ChangeItem) ChangeRow {
	p := c.Position
	row := ChangeRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number,
		Negotiation: v.Negotiation.Column(), Clock: v.ByClock, From: v.From, To: v.To,
		Kind: c.Kind, Date: c.Date, Earliest: c.Earliest, Latest: c.Latest, Number: c.Number, Actor: c.Actor, Reason: c.Reason,
		Issue: c.Issue.Column(), IssueQuestion: c.Issue.Name, Party: c.Party.Column(), PartyName: c.Party.Name,
		PositionID: p.ID.String(), Position: p.Slug, PositionURL: p.URL,
		Act: p.Act, Stance: p.Stance, Summary: p.Summary, Stated: p.Stated,
		Fields: fieldsOf(c.Differences), Evidence: len(c.Evidence), EvidenceWhat: whatBecame(c.Evidence),
	}
	if c.RecordedAt != nil {
		recorded := c.RecordedAt.Format(time.RFC3339Nano)
		row.RecordedAt = &recorded
	}
	if e := c.Effect; e != nil {
		row.Effect, row.EffectSource, row.EffectRule, row.EffectEarlier = e.What, e.Source, e.Rule, joined(e.Earlier)
	}
	if c.Ended != nil {
		row.EndedHow, row.EndedBy = &c.Ended.How, endedBy(c)
	}
	return row
}

func endedBy(c ChangeItem) *string {
	if c.Ended.By == nil {
		return nil
	}
	id := c.Ended.By.String()
	return &id
}

func fieldsOf(differences []Difference) string {
	fields := make([]string, len(differences))
	for i, d := range differences {
		fields[i] = d.Field
	}
	return strings.Join(fields, " ")
}

// whatBecame names each kind of change of evidence once.
func whatBecame(list []EvidenceChange) string {
	var what []string
	for _, e := range list {
		if !slices.Contains(what, e.What) {
			what = append(what, e.What)
		}
	}
	slices.Sort(what)
	return strings.Join(what, " ")
}
