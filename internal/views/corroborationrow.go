package views

import (
	"slices"
	"strings"

	"parley/internal/origin"
)

// CorroborationRow is a position and one of the origins behind it. A position
// without any has one row, in which what is about an origin is empty. Origins
// counts those of the position, Origin numbers them from 1. Rules are those that
// join the articles, Score the lowest of their scores.
type CorroborationRow struct {
	AsOf          string   `json:"as_of"`
	Match         string   `json:"match"`
	KnownAt       int64    `json:"known_at"`
	Negotiation   string   `json:"negotiation"`
	Issue         string   `json:"issue"`
	IssueQuestion string   `json:"issue_question"`
	Party         string   `json:"party"`
	PartyName     string   `json:"party_name"`
	PositionID    string   `json:"position_id"`
	Position      *string  `json:"position"`
	PositionURL   string   `json:"position_url"`
	Act           string   `json:"act"`
	Stance        *string  `json:"stance"`
	Summary       string   `json:"summary"`
	Stated        string   `json:"stated"`
	Origins       int      `json:"origins"`
	Origin        *int64   `json:"origin"`
	Articles      int      `json:"articles"`
	ArticleIDs    string   `json:"article_ids"`
	Publishers    string   `json:"publishers"`
	Evidence      int      `json:"evidence"`
	EvidenceIDs   string   `json:"evidence_ids"`
	Rules         string   `json:"rules"`
	Score         *float64 `json:"score"`
}

// Rows has one row for each position and origin.
func (v CorroborationView) Rows() []CorroborationRow {
	rows := []CorroborationRow{}
	for _, p := range v.Positions {
		if len(p.Corroboration.Groups) == 0 {
			rows = append(rows, v.row(p))
		}
		for i, g := range p.Corroboration.Groups {
			rows = append(rows, v.row(p).with(g, int64(i+1)))
		}
	}
	return rows
}

func (v CorroborationView) row(p CorroboratedPosition) CorroborationRow {
	return CorroborationRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, Negotiation: v.Negotiation.Column(),
		Issue: p.Issue.Column(), IssueQuestion: p.Issue.Name, Party: p.Party.Column(), PartyName: p.Party.Name,
		PositionID: p.ID.String(), Position: p.Slug, PositionURL: p.URL,
		Act: p.Act, Stance: p.Stance, Summary: p.Summary, Stated: p.Stated, Origins: p.Corroboration.Origins,
	}
}

func (r CorroborationRow) with(g OriginGroup, number int64) CorroborationRow {
	r.Origin = &number
	r.Articles, r.ArticleIDs, r.Publishers = len(g.Articles), articleColumn(g.Articles), publishersOf(g.Articles)
	r.Evidence, r.EvidenceIDs = len(g.Evidence), joined(g.Evidence)
	r.Rules, r.Score = rulesOf(g.Joins), lowestScore(g.Joins)
	return r
}

// publishersOf names each publisher once; names have spaces, so ; parts them.
func publishersOf(articles []ArticleRef) string {
	var names []string
	for _, a := range articles {
		if name := text(a.Publisher); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "; ")
}

func rulesOf(joins []origin.Join) string {
	var rules []string
	for _, j := range joins {
		rules = append(rules, j.Rule)
	}
	slices.Sort(rules)
	return strings.Join(slices.Compact(rules), " ")
}

func lowestScore(joins []origin.Join) *float64 {
	var lowest *float64
	for i := range joins {
		if lowest == nil || joins[i].Score < *lowest {
			lowest = &joins[i].Score
		}
	}
	return lowest
}
