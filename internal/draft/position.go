package draft

import (
	"strings"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/suggest"
)

// position writes a suggestion as a proposed position.
func (d *desk) position(s *Suggestion) Position {
	p := Position{Summary: summary(s.Passage.Exact), Note: note(s), Status: ledger.StatusProposed, Evidence: []Evidence{d.evidence(s)}}
	if s.Party.Chosen != nil {
		p.Party = &s.Party.Chosen.ID
	}
	if s.Cue != nil && s.Cue.Act != nil {
		p.Act = *s.Cue.Act
	}
	if s.Stated.EDTF != nil {
		p.Stated = *s.Stated.EDTF
	}
	if speaker := s.speaker(); speaker != nil {
		p.Speaker = speaker
		if p.Party != nil && *p.Party != *speaker {
			p.OnBehalfOf = p.Party
		}
	}
	return p
}

// speaker is the person who is the source, where one is.
func (s *Suggestion) speaker() *uuid.UUID {
	if s.Source.Chosen != nil && s.Source.Candidates[0].Kind == ledger.KindPerson && !inside(s.Source.Candidates[0].Rule) {
		return &s.Source.Chosen.ID
	}
	return nil
}

func (d *desk) evidence(s *Suggestion) Evidence {
	e := Evidence{Article: d.article.ID, Revision: s.Passage.Revision, Quote: s.Passage.Exact, Start: s.Passage.Start, End: s.Passage.End,
		Relation: ledger.RelationSupports, Quotation: s.Quotation}
	if s.Attribution != nil {
		e.Attribution = *s.Attribution
	}
	switch {
	case e.Attribution == unattributed:
		// The article gives nobody for it: whose act it tells is not who told it.
	case s.Source.Chosen != nil:
		e.AttributedTo = &s.Source.Chosen.ID
	case s.Source.Words != nil && s.Source.Kind != suggest.Pronoun:
		e.Source = cut(s.Source.Words.Exact, maxSource)
	}
	if s.Stated.EDTF != nil && *s.Stated.Rule != ByPublication {
		e.ReportedDate = *s.Stated.EDTF
	}
	return e
}

// unattributed is the attribution of what the article tells by itself.
const unattributed = "unattributed"

// Bounds of the contract, in code points.
const (
	maxSummary = 4000
	maxSource  = 1000
)

// summary is the passage itself, in one line: to sum it up is for the coder.
func summary(passage string) string {
	return cut(strings.Join(strings.Fields(passage), " "), maxSummary)
}

func cut(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// note says by which rules the position was suggested.
func note(s *Suggestion) string {
	var rules []string
	for _, r := range s.Rules {
		rules = append(rules, string(r))
	}
	if s.Cue != nil {
		rules = append(rules, `cue "`+s.Cue.Verb+`"`)
	}
	if s.Source.Chosen != nil {
		rules = append(rules, "source by "+string(s.Source.Candidates[0].Rule))
	}
	if s.Stated.Rule != nil {
		rules = append(rules, "date by "+strings.TrimPrefix(*s.Stated.Rule, "by_"))
	}
	return "Suggested by rules: " + strings.Join(rules, ", ") + "."
}

// leftOpen are pointers to what a position needs and the text does not say.
func leftOpen(p Position) []string {
	open := []string{}
	if p.Party == nil {
		open = append(open, "/party")
	}
	open = append(open, "/issue")
	if p.Act == "" {
		open = append(open, "/act")
	}
	if p.Stated.IsZero() {
		open = append(open, "/stated")
	}
	return open
}
