package views

import (
	"fmt"

	"parley/internal/anchor"
	"parley/internal/ledger"
)

const (
	ruleDisputed    = "evidence-disputes"
	ruleUnsupported = "no-passage-left"
	ruleAnonymous   = "all-support-anonymous"
	ruleOrigin      = "one-independent-origin"
	ruleLost        = "passage-lost"
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

// unsupported finds a position that nothing supports any more. Retracted
// evidence is not at hand, so only what was lost otherwise can be counted.
func (m *Material) unsupported(p *ledger.Position) *ConflictItem {
	if len(supportOf(p)) > 0 {
		return nil
	}
	lost := evidenceOf(p, func(e *ledger.Evidence) bool { return e.Relation == ledger.RelationSupports })
	how := fmt.Sprintf("%d %s lost", len(lost), agreeing(len(lost), "was", "were"))
	if len(lost) == 0 {
		how = "no evidence for it is in force"
	}
	sentence := fmt.Sprintf("No passage supports any more %s: %s.", m.told(p), how)
	return m.finding(ConflictUnsupported, ruleUnsupported, sentence, lost, p)
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
	return m.finding(kind, ruleLost, fmt.Sprintf(sentence, m.told(p), m.lostOf(p, lost)), lost, p)
}

// lostOf says how much of the evidence is lost: 1 of 3 supporting passages, in 1 article.
func (m *Material) lostOf(p *ledger.Position, lost []ledger.Evidence) string {
	var parts []string
	for _, r := range [][2]string{{ledger.RelationSupports, "supporting passage"}, {ledger.RelationDisputes, "disputing passage"}} {
		if n := countRelated(lost, r[0]); n > 0 {
			parts = append(parts, fmt.Sprintf("%d of %s", n, counted(countRelated(p.Evidence, r[0]), r[1])))
		}
	}
	return listed(parts) + ", in " + counted(len(m.articlesOf(lost)), "article")
}

func countRelated(evidence []ledger.Evidence, relation string) (n int) {
	for i := range evidence {
		if evidence[i].Relation == relation {
			n++
		}
	}
	return n
}

// inArticles says how much evidence there is: 2 passages in 1 article.
func inArticles(evidence []ledger.Evidence, m *Material) string {
	return counted(len(evidence), "passage") + " in " + counted(len(m.articlesOf(evidence)), "article")
}
