package views

// MatrixRow is one standing position of a matrix.
type MatrixRow struct {
	AsOf           string   `json:"as_of"`
	Match          string   `json:"match"`
	KnownAt        int64    `json:"known_at"`
	LapseAfter     *string  `json:"lapse_after"`
	Negotiation    string   `json:"negotiation"`
	Issue          string   `json:"issue"`
	IssueQuestion  string   `json:"issue_question"`
	Party          string   `json:"party"`
	PartyName      string   `json:"party_name"`
	PositionID     string   `json:"position_id"`
	Position       *string  `json:"position"`
	PositionURL    string   `json:"position_url"`
	Act            string   `json:"act"`
	Stance         *string  `json:"stance"`
	Proposal       *string  `json:"proposal"`
	Conditions     string   `json:"conditions"`
	Terms          string   `json:"terms"`
	ScaleValue     *float64 `json:"scale_value"`
	ScaleLow       *float64 `json:"scale_low"`
	ScaleHigh      *float64 `json:"scale_high"`
	Summary        string   `json:"summary"`
	Stated         string   `json:"stated"`
	StatedEarliest *string  `json:"stated_earliest"`
	StatedLatest   *string  `json:"stated_latest"`
	Effect         *string  `json:"effect"`
	EffectSource   *string  `json:"effect_source"`
	EffectRule     *string  `json:"effect_rule"`
	EffectEarlier  string   `json:"effect_earlier"`
	LastSeen       *string  `json:"last_seen"`
	Passages       int      `json:"passages"`
	Origins        int      `json:"origins"`
}

// Rows has one row for each standing position; cells without one have none.
func (v Matrix) Rows() []MatrixRow {
	rows := []MatrixRow{}
	for _, c := range v.Cells {
		for _, p := range c.Positions {
			rows = append(rows, v.row(c, p))
		}
	}
	return rows
}

func (v Matrix) row(c Cell, p CellPosition) MatrixRow {
	row := MatrixRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, LapseAfter: v.LapseAfter,
		Negotiation: v.Negotiation.Column(), Issue: c.Issue.Column(), IssueQuestion: c.Issue.Name,
		Party: c.Party.Column(), PartyName: c.Party.Name,
		PositionID: p.ID.String(), Position: p.Slug, PositionURL: p.URL,
		Act: p.Act, Stance: p.Stance, Proposal: p.proposalColumn(), Conditions: p.Conditions, Terms: p.Terms,
		Summary: p.Summary, Stated: p.Stated,
		Effect: p.Effect.What, EffectSource: p.Effect.Source, EffectRule: p.Effect.Rule, EffectEarlier: joined(p.Effect.Earlier),
		LastSeen: p.LastSeen, Passages: p.Passages, Origins: p.Origins,
	}
	row.ScaleValue, row.ScaleLow, row.ScaleHigh = p.scaleColumns()
	row.StatedEarliest, row.StatedLatest = p.statedDays()
	return row
}
