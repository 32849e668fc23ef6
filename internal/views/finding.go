package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// finding is about positions of one party on one issue, with the evidence that
// shows it and the passages and articles this stands in, each once.
func (m *Material) finding(kind, rule, sentence string, evidence []ledger.Evidence, positions ...*ledger.Position) *ConflictItem {
	item := &ConflictItem{
		Kind: kind, Rule: rule, Sentence: sentence,
		Issue: m.issueOf(positions[0]), Party: m.partyOf(positions[0]), Positions: []PositionRef{},
		Evidence: []uuid.UUID{}, Passages: []uuid.UUID{}, Articles: m.articlesOf(evidence), Dates: []GivenDate{},
	}
	for _, p := range positions {
		item.Positions = append(item.Positions, m.refOfPosition(p))
	}
	for _, e := range evidence {
		item.Evidence = append(item.Evidence, e.ID)
		if !slices.Contains(item.Passages, e.Passage) {
			item.Passages = append(item.Passages, e.Passage)
		}
	}
	return item
}

// articlesOf are the articles that evidence stands in, each once.
func (m *Material) articlesOf(evidence []ledger.Evidence) []ArticleRef {
	out := []ArticleRef{}
	for _, e := range evidence {
		if !slices.ContainsFunc(out, func(a ArticleRef) bool { return a.ID == e.Article.ID }) {
			out = append(out, RefOfArticle(article(e.Article.ID, m.Articles)))
		}
	}
	return out
}

// titles names articles as a sentence does.
func titles(articles []ArticleRef) string {
	var names []string
	for _, a := range articles {
		names = append(names, quoted(a.Name))
	}
	return listed(names)
}
