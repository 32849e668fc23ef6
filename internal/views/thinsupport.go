package views

import (
	"fmt"

	"parley/internal/anchor"
	"parley/internal/ledger"
)

const (
	ruleDisputed  = "evidence-disputes"
	ruleAnonymous = "all-support-anonymous"
	ruleOrigin    = "one-independent-origin"
	ruleLost      = "passage-lost"
)

const anonymous = "anonymous"

func (m *Material) disputed(p *ledger.Position) *ConflictItem {
	against := evidenceOf(p, func(e *ledger.Evidence) bool { return e.Relation == ledger.RelationDisputes && !isLost(e) })
	if len(against) == 0 {
		return nil
	}
	sentence := fmt.Sprintf("Evidence disputes %s: %s.", m.told(p), inArticles(against, m))
	return m.finding(ConflictDisputed, ruleDisputed, sentence, against, p)
}

func (m *Material) anonymousOnly(p *ledger.Position) *ConflictItem {
	support := supportOf(p)
	for _, e := range support {
		if text(e.Attribution) != anonymous {
			return nil
		}
	}
	if len(support) == 0 {
		return nil
	}
	sentence := fmt.Sprintf("Only anonymous sources support %s: %s.", m.told(p), inArticles(support, m))
	return m.finding(ConflictAnonymousOnly, ruleAnonymous, sentence, support, p)
}

func (m *Material) singleOrigin(p *ledger.Position) *ConflictItem {
	if m.origins(p) != 1 {
		return nil
	}
	support := supportOf(p)
	sentence := fmt.Sprintf("One independent origin supports %s: %s.", m.told(p), inArticles(support, m))
	return m.finding(ConflictSingleOrigin, ruleOrigin, sentence, support, p)
}

func (m *Material) orphaned(p *ledger.Position) *ConflictItem {
	return m.lost(p, ConflictOrphaned, anchor.Orphaned, "The newest revision no longer has all that is written about %s: %s.")
}

func (m *Material) ambiguous(p *ledger.Position) *ConflictItem {
	return m.lost(p, ConflictAmbiguous, anchor.Ambiguous, "The newest revision has in several places what is written about %s: %s.")
}

// lost finds evidence whose passage has a state in which it no longer counts.
// Disputing evidence is included: it drops out of ConflictDisputed, and nothing
// may drop out of sight.
func (m *Material) lost(p *ledger.Position, kind string, state anchor.State, sentence string) *ConflictItem {
	lost := evidenceOf(p, func(e *ledger.Evidence) bool { return e.Relation != ledger.RelationContext && hasState(e, state) })
	if len(lost) == 0 {
		return nil
	}
	return m.finding(kind, ruleLost, fmt.Sprintf(sentence, m.told(p), inArticles(lost, m)), lost, p)
}

// inArticles says how much evidence there is: 2 passages in 1 article.
func inArticles(evidence []ledger.Evidence, m *Material) string {
	return counted(len(evidence), "passage") + " in " + counted(len(m.articlesOf(evidence)), "article")
}
