package views

import (
	"fmt"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Ids of the fixtures: a kind and a number in it.
func fixtureID(kind byte, n int) uuid.UUID { return uuid.UUID{0: kind, 14: byte(n >> 8), 15: byte(n)} }

func positionID(n int) uuid.UUID { return fixtureID('p', n) }
func articleID(n int) uuid.UUID  { return fixtureID('a', n) }

var (
	kyiv   = ledger.Party{Identity: ledger.Identity{ID: fixtureID('c', 1)}, PartyFields: ledger.PartyFields{Slug: new("kyiv"), Name: "Україна"}}
	muscat = ledger.Party{Identity: ledger.Identity{ID: fixtureID('c', 2)}, PartyFields: ledger.PartyFields{Name: "سلطنة عمان"}}

	withdrawal = ledger.Issue{Identity: ledger.Identity{ID: fixtureID('i', 1)}, IssueFields: ledger.IssueFields{
		Slug: new("вивід-військ"), Question: "Хто відводить війська?", Scale: &ledger.Scale{Low: "ніхто", High: "обидві сторони"}}}
	ceasefire = ledger.Issue{Identity: ledger.Identity{ID: fixtureID('i', 2)}, IssueFields: ledger.IssueFields{
		Parent: new(ledger.RefTo(fixtureID('i', 1))), Question: "هل يتوقف إطلاق النار؟"}}
)

// spoke is an accepted position of Kyiv on the withdrawal unless told otherwise.
func spoke(n int, stated string, more ...func(*ledger.Position)) ledger.Position {
	p := ledger.Position{Identity: ledger.Identity{ID: positionID(n)}, Status: ledger.StatusAccepted}
	p.Party, p.Issue, p.Act = ledger.RefTo(kyiv.ID), ledger.RefTo(withdrawal.ID), "offer"
	p.Stated, p.Summary, p.Number = edtf.MustParse(stated), fmt.Sprintf("заява %d", n), int64(n)
	for _, f := range more {
		f(&p)
	}
	return p
}

func withAct(act string) func(*ledger.Position) { return func(p *ledger.Position) { p.Act = act } }
func withStance(s string) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Stance = &s }
}
func withChange(c string) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Change = &c }
}
func withProposal(n int) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Proposal = new(ledger.RefTo(fixtureID('o', n))) }
}
func withValue(v float64) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Scale = &ledger.ScaleValue{Value: &v} }
}
func withRange(low, high float64) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Scale = &ledger.ScaleValue{Low: &low, High: &high} }
}
func withHeldUntil(date string) func(*ledger.Position) {
	return func(p *ledger.Position) { p.HeldUntil = new(edtf.MustParse(date)) }
}
func withParty(c ledger.Party) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Party = ledger.RefTo(c.ID) }
}
func withIssue(i ledger.Issue) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Issue = ledger.RefTo(i.ID) }
}
func superseding(numbers ...int) func(*ledger.Position) {
	return func(p *ledger.Position) {
		for _, n := range numbers {
			p.Supersedes = append(p.Supersedes, ledger.RefTo(positionID(n)))
		}
	}
}

// inArticle adds evidence from an article whose publication date is given with
// the material; each article of the fixtures has one passage.
func inArticle(n int, relation string) func(*ledger.Position) {
	return func(p *ledger.Position) {
		e := ledger.Evidence{Identity: ledger.Identity{ID: fixtureID('e', 100*int(p.ID[15])+n)}, Position: &p.ID,
			Passage: fixtureID('s', n), Article: ledger.RefTo(articleID(n))}
		e.Relation, e.Selected = relation, &ledger.Passage{Identity: ledger.Identity{ID: e.Passage}, State: "anchored"}
		p.Evidence = append(p.Evidence, e)
	}
}

// recordOf is the material of a negotiation with these positions, whose ends
// follow from them; published gives the dates of the articles 1, 2 and so on.
func recordOf(asOf string, match edtf.Match, published []string, list ...ledger.Position) *Material {
	m := &Material{
		Clock:   ledger.Clock{AsOf: dayOf(asOf), Match: match, KnownAt: ledger.Moment{Number: 42}},
		Issues:  []IssueNode{{Issue: withdrawal}, {Issue: ceasefire, Depth: 1}},
		Parties: []ledger.Party{muscat, kyiv}, Positions: settled(list), Sources: Sources{Articles: map[uuid.UUID]ledger.Article{}},
	}
	m.Negotiation = ledger.Negotiation{Identity: ledger.Identity{ID: fixtureID('n', 1)}, NegotiationFields: ledger.NegotiationFields{Name: "Переговори 2026"}}
	for i, date := range published {
		a := ledger.Article{Identity: ledger.Identity{ID: articleID(i + 1)}}
		a.Published = new(edtf.MustParse(date))
		m.Articles[a.ID] = a
	}
	return m
}

func dayOf(text string) edtf.Day { return edtf.MustParse(text).Earliest() }

// settled gives each position the end that rule 3 gives it, said once more in
// plain words as the ledger keeps its own to itself.
func settled(list []ledger.Position) []ledger.Position {
	for i := range list {
		p := &list[i]
		switch {
		case p.Act == ledger.ActWithdraw:
			endsBy(p, ledger.EndWithdrawn, nil, p.Stated.Earliest(), p.Stated.Earliest())
			continue
		case p.HeldUntil != nil:
			endsBy(p, ledger.EndHeldUntil, nil, max(following(p.HeldUntil.Earliest()), following(p.Stated.Earliest())), following(p.HeldUntil.Latest()))
		}
		for j := range list {
			if s := &list[j]; names(s.Supersedes, p.ID) {
				endsBy(p, map[bool]string{true: ledger.EndWithdrawn, false: ledger.EndSuperseded}[s.Act == ledger.ActWithdraw],
					&s.ID, max(s.Stated.Earliest(), p.Stated.Earliest()), s.Stated.Latest())
			}
		}
	}
	return list
}

func endsBy(p *ledger.Position, how string, by *uuid.UUID, first, last edtf.Day) {
	first0, last0 := p.Ended.Bounds()
	if p.Ended == nil || last < last0 {
		p.Ended = &ledger.End{How: how, By: by}
	}
	bound := func(d edtf.Day) *edtf.Day {
		if d <= edtf.MinDay || d >= edtf.MaxDay {
			return nil
		}
		return &d
	}
	p.Ended.Earliest, p.Ended.Latest = bound(min(first, first0)), bound(min(last, last0))
}

// following is the next day; an open or unknown bound has none.
func following(d edtf.Day) edtf.Day {
	if d <= edtf.MinDay || d >= edtf.MaxDay {
		return d
	}
	return d + 1
}
