package views

import (
	"strings"

	"github.com/google/uuid"
)

// ConflictRow is one finding. Ids of several things in a column are parted by
// spaces. Stated is the date of the first position; Dates are those that articles
// give, Chosen those of them that the position has.
type ConflictRow struct {
	AsOf          string `json:"as_of"`
	Match         string `json:"match"`
	KnownAt       int64  `json:"known_at"`
	Negotiation   string `json:"negotiation"`
	Kind          string `json:"kind"`
	Rule          string `json:"rule"`
	Sentence      string `json:"sentence"`
	Issue         string `json:"issue"`
	IssueQuestion string `json:"issue_question"`
	Party         string `json:"party"`
	PartyName     string `json:"party_name"`
	Stated        string `json:"stated"`
	PositionIDs   string `json:"position_ids"`
	PositionURL   string `json:"position_url"`
	EvidenceIDs   string `json:"evidence_ids"`
	PassageIDs    string `json:"passage_ids"`
	ArticleIDs    string `json:"article_ids"`
	Dates         string `json:"dates"`
	Chosen        string `json:"chosen"`
}

// Rows has one row for each finding.
func (v Conflicts) Rows() []ConflictRow {
	rows := []ConflictRow{}
	for _, c := range v.Conflicts {
		rows = append(rows, v.row(c))
	}
	return rows
}

func (v Conflicts) row(c ConflictItem) ConflictRow {
	row := ConflictRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, Negotiation: v.Negotiation.Column(),
		Kind: c.Kind, Rule: c.Rule, Sentence: c.Sentence,
		Issue: c.Issue.Column(), IssueQuestion: c.Issue.Name, Party: c.Party.Column(), PartyName: c.Party.Name,
		Stated: c.Positions[0].Stated, PositionIDs: joined(positionIDs(c.Positions)), PositionURL: c.Positions[0].URL,
		EvidenceIDs: joined(c.Evidence), PassageIDs: joined(c.Passages), ArticleIDs: articleColumn(c.Articles),
	}
	row.Dates, row.Chosen = dateColumns(c.Dates)
	return row
}

func positionIDs(positions []PositionRef) []uuid.UUID {
	ids := make([]uuid.UUID, len(positions))
	for i, p := range positions {
		ids[i] = p.ID
	}
	return ids
}

func articleColumn(articles []ArticleRef) string {
	ids := make([]uuid.UUID, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	return joined(ids)
}

func dateColumns(dates []GivenDate) (all, chosen string) {
	var given, has []string
	for _, d := range dates {
		given = append(given, d.Date)
		if d.Chosen {
			has = append(has, d.Date)
		}
	}
	return strings.Join(given, " "), strings.Join(has, " ")
}
