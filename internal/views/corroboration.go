package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/origin"
)

// CorroborationView lists the positions with the independent origins behind each.
type CorroborationView struct {
	Head
	Positions []CorroboratedPosition `json:"positions"`
}

// CorroboratedPosition is a position with its corroboration.
type CorroboratedPosition struct {
	PositionRef
	Issue         Ref           `json:"issue"`
	Party         Ref           `json:"party"`
	Corroboration Corroboration `json:"corroboration"`
}

// Corroboration counts the independent origins behind a position: its
// supporting articles, those that retell one report counted once.
type Corroboration struct {
	Origins int           `json:"origins"`
	Groups  []OriginGroup `json:"groups"`
}

// OriginGroup is the articles of one origin, with what joins them and the
// evidence that stands in them.
type OriginGroup struct {
	Articles []ArticleRef  `json:"articles"`
	Evidence []uuid.UUID   `json:"evidence"`
	Joins    []origin.Join `json:"joins"`
}

// CorroborationView gives every position stated by the day asked about, with
// the origins behind it.
func (m *Material) CorroborationView() CorroborationView {
	view := CorroborationView{Head: m.head(), Positions: []CorroboratedPosition{}}
	for _, p := range m.statedByDay() {
		view.Positions = append(view.Positions, CorroboratedPosition{
			PositionRef: m.refOfPosition(p), Issue: m.issueOf(p), Party: m.partyOf(p), Corroboration: m.Corroboration(p),
		})
	}
	return view
}

// Corroboration gives the independent origins behind a position of the material.
func (m *Material) Corroboration(p *ledger.Position) Corroboration {
	return m.Corroborate(p)
}

// origins counts the independent origins behind a position.
func (m *Material) origins(p *ledger.Position) int { return m.Corroboration(p).Origins }

// Corroborate gives the independent origins behind a position of these sources. One
// all of whose passages are lost has none: the articles no longer say it.
func (s *Sources) Corroborate(p *ledger.Position) Corroboration {
	support := supportOf(p)
	groups := origin.Groups(retellings(support, s.Articles), s.alike)
	out := Corroboration{Origins: len(groups), Groups: make([]OriginGroup, len(groups))}
	for i, g := range groups {
		out.Groups[i] = originGroup(g, support, s.Articles)
	}
	return out
}

func originGroup(g origin.Group, support []ledger.Evidence, articles map[uuid.UUID]ledger.Article) OriginGroup {
	out := OriginGroup{Articles: []ArticleRef{}, Evidence: []uuid.UUID{}, Joins: g.Joins}
	for _, id := range g.Articles {
		out.Articles = append(out.Articles, refOfArticle(article(id, articles)))
	}
	for _, e := range support {
		if slices.Contains(g.Articles, e.Article.ID) {
			out.Evidence = append(out.Evidence, e.ID)
		}
	}
	return out
}
