package views

// TimelineRow is one entry of a timeline. Date is EDTF, Earliest and Latest are
// the days it can mean.
type TimelineRow struct {
	AsOf          string   `json:"as_of"`
	Match         string   `json:"match"`
	KnownAt       int64    `json:"known_at"`
	LapseAfter    *string  `json:"lapse_after"`
	Negotiation   string   `json:"negotiation"`
	Date          string   `json:"date"`
	Earliest      *string  `json:"earliest"`
	Latest        *string  `json:"latest"`
	Issue         string   `json:"issue"`
	IssueQuestion string   `json:"issue_question"`
	Party         string   `json:"party"`
	PartyName     string   `json:"party_name"`
	PositionID    string   `json:"position_id"`
	Position      *string  `json:"position"`
	PositionURL   string   `json:"position_url"`
	Act           string   `json:"act"`
	Stance        *string  `json:"stance"`
	Proposal      *string  `json:"proposal"`
	Conditions    string   `json:"conditions"`
	Terms         string   `json:"terms"`
	ScaleValue    *float64 `json:"scale_value"`
	ScaleLow      *float64 `json:"scale_low"`
	ScaleHigh     *float64 `json:"scale_high"`
	Summary       string   `json:"summary"`
	Stated        string   `json:"stated"`
	Effect        *string  `json:"effect"`
	EffectSource  *string  `json:"effect_source"`
	EffectRule    *string  `json:"effect_rule"`
	EffectEarlier string   `json:"effect_earlier"`
	Standing      bool     `json:"standing"`
	Passages      int      `json:"passages"`
	Origins       int      `json:"origins"`
}

// Rows has one row for each entry.
func (v Timeline) Rows() []TimelineRow {
	rows := []TimelineRow{}
	for _, e := range v.Entries {
		rows = append(rows, v.row(e))
	}
	return rows
}

func (v Timeline) row(e Entry) TimelineRow {
	p := e.Position
	row := TimelineRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, LapseAfter: v.LapseAfter,
		Negotiation: v.Negotiation.Column(), Date: e.Date, Earliest: e.Earliest, Latest: e.Latest,
		Issue: e.Issue.Column(), IssueQuestion: e.Issue.Name, Party: e.Party.Column(), PartyName: e.Party.Name,
		PositionID: p.ID.String(), Position: p.Slug, PositionURL: p.URL,
		Act: p.Act, Stance: p.Stance, Proposal: p.proposalColumn(), Conditions: p.Conditions, Terms: p.Terms,
		Summary: p.Summary, Stated: p.Stated,
		Effect: e.Effect.What, EffectSource: e.Effect.Source, EffectRule: e.Effect.Rule, EffectEarlier: joined(e.Effect.Earlier),
		Standing: e.Standing, Passages: e.Passages, Origins: e.Origins,
	}
	row.ScaleValue, row.ScaleLow, row.ScaleHigh = p.scaleColumns()
	return row
}
