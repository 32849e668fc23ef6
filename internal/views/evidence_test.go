package views

import (
	"encoding/json"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

var envoy, press = ledger.RefTo(fixtureID('c', 7)), ledger.RefTo(fixtureID('c', 8))

// toldIn adds evidence from an article, as said by more.
func toldIn(n int, more ...func(*ledger.Evidence)) func(*ledger.Position) {
	return func(p *ledger.Position) {
		inArticle(n, ledger.RelationSupports)(p)
		for _, f := range more {
			f(&p.Evidence[len(p.Evidence)-1])
		}
	}
}

func dated(date string) func(*ledger.Evidence) {
	return func(e *ledger.Evidence) { e.ReportedDate = new(edtf.MustParse(date)) }
}
func attributed(how string) func(*ledger.Evidence) {
	return func(e *ledger.Evidence) { e.Attribution = &how }
}
func sourced(s string) func(*ledger.Evidence) { return func(e *ledger.Evidence) { e.Source = &s } }
func toldBy(ref ledger.Reference) func(*ledger.Evidence) {
	return func(e *ledger.Evidence) { e.AttributedTo = &ref }
}
func inState(s string) func(*ledger.Evidence) {
	return func(e *ledger.Evidence) { e.Selected.State = s }
}
func related(r string) func(*ledger.Evidence) { return func(e *ledger.Evidence) { e.Relation = r } }

func withSpeaker(ref ledger.Reference) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Speaker = &ref }
}
func withCondition(p *ledger.Position) {
	p.Conditions = []ledger.Condition{{Kind: "reciprocal", Text: "якщо інша сторона теж"}}
}

func evidenceID(position, article int) uuid.UUID { return fixtureID('e', 100*position+article) }

func published(m *Material, n int, publisher, outlet string, relays int) {
	a := ledger.Article{Identity: ledger.Identity{ID: articleID(n)}}
	if publisher != "" {
		a.Publisher = &publisher
	}
	switch {
	case relays > 0:
		a.Relays = &ledger.Relay{Article: new(ledger.RefTo(articleID(relays)))}
	case outlet != "":
		a.Relays = &ledger.Relay{Outlet: &outlet}
	}
	m.Articles[a.ID] = a
}

// anyFurnished draws a negotiation with everything the rules about evidence read.
func anyFurnished(r *rapid.T) *Material {
	m := anyRecord(r)
	m.Parties = append(m.Parties, ledger.Party{Identity: ledger.Identity{ID: envoy.ID}, PartyFields: ledger.PartyFields{Kind: "person", Name: "Посланець"}})
	for n := 1; n <= 4; n++ {
		names := []string{"", "UNN", "Bloomberg"}
		published(m, n, pick(r, names, "publisher"), pick(r, names, "outlet"), rapid.IntRange(-8, 5).Draw(r, "relays"))
	}
	for i := range m.Positions {
		furnish(r, &m.Positions[i])
	}
	for _, issue := range m.Issues {
		for n := range rapid.IntRange(0, 4).Draw(r, "saliences") {
			s := ledger.Salience{Identity: ledger.Identity{ID: fixtureID('v', 10*issue.Depth+n)}}
			s.Party, s.Issue = ledger.RefTo(pick(r, m.Parties, "caring").ID), ledger.RefTo(issue.ID)
			s.Value, s.Dated = float64(rapid.IntRange(0, 100).Draw(r, "salience")), edtf.MustParse(pick(r, someDates, "dated"))
			m.Salience = append(m.Salience, s)
		}
	}
	return m
}

func furnish(r *rapid.T, p *ledger.Position) {
	if rapid.IntRange(0, 4).Draw(r, "conditional") == 0 {
		withCondition(p)
	}
	if rapid.IntRange(0, 3).Draw(r, "spoken") == 0 {
		p.Speaker = &envoy
	}
	for i := range p.Evidence {
		for _, f := range []func(*ledger.Evidence){dated(pick(r, someDates, "reported")), attributed("anonymous"), sourced("Bloomberg"),
			toldBy(press), inState("orphaned"), inState("ambiguous")} {
			if rapid.IntRange(0, 3).Draw(r, "furnished") == 0 {
				f(&p.Evidence[i])
			}
		}
	}
}

// shuffled is the same material with everything that has no order in another.
func shuffled(r *rapid.T, m *Material) *Material {
	other := *m
	other.Positions = rapid.Permutation(m.Positions).Draw(r, "order")
	other.Salience = rapid.Permutation(m.Salience).Draw(r, "saliences")
	for i := range other.Positions {
		other.Positions[i].Evidence = rapid.Permutation(other.Positions[i].Evidence).Draw(r, "evidence")
	}
	return &other
}

func asJSON(t interface{ Fatal(...any) }, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Whatever order the record was read in, the answers have the same bytes; and a
// list without members is [] and not null.
func TestAnswersDoNotDependOnTheOrderOfReading(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyFurnished(r)
		other := shuffled(r, m)
		answers := func(m *Material) []any {
			from, to := dayOf("2025-12-01"), dayOf("2026-06-30")
			return []any{m.CorroborationView(), m.Conflicts(nil), m.Convergence(from, to, true), m.Network(from, to, DuplicatesWeek)}
		}
		for i, answer := range answers(m) {
			if want, got := asJSON(r, answer), asJSON(r, answers(other)[i]); got != want {
				r.Fatalf("once\n%s\nand then\n%s", want, got)
			}
		}
	})
}
