package views

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// The collections of the contract that a Ref leads to.
const (
	negotiationsPath = "/v1/negotiations/"
	issuesPath       = "/v1/issues/"
	partiesPath      = "/v1/parties/"
	proposalsPath    = "/v1/proposals/"
	articlesPath     = "/v1/articles/"
	positionsPath    = "/v1/positions/"
)

// ref leads to a resource by its id: a slug can be given up and taken by another.
func ref(path string, id uuid.UUID, slug *string, name string) Ref {
	return Ref{ID: id, Slug: slug, Name: name, URL: path + id.String()}
}

func refOfNegotiation(n ledger.Negotiation) Ref {
	return ref(negotiationsPath, n.ID, n.Slug, n.Name)
}

// RefOfIssue names an issue by its question.
func RefOfIssue(i ledger.Issue) Ref { return ref(issuesPath, i.ID, i.Slug, i.Question) }

// RefOfParty names a party.
func RefOfParty(p ledger.Party) Ref { return ref(partiesPath, p.ID, p.Slug, p.Name) }

func issueRef(n IssueNode) IssueRef {
	out := IssueRef{Ref: RefOfIssue(n.Issue), Depth: n.Depth, Scaled: n.Scale != nil}
	if n.Parent != nil {
		out.Parent = &n.Parent.ID
	}
	return out
}

// RefOfArticle names an article, with its publisher and when it was published.
func RefOfArticle(a ledger.Article) ArticleRef {
	out := ArticleRef{Ref: ref(articlesPath, a.ID, a.Slug, nameOfArticle(a)), Publisher: a.Publisher}
	if a.Published != nil {
		published := a.Published.String()
		out.Published = &published
	}
	return out
}

// nameOfArticle is the title, or else the address, or else the id, for an
// article need not have either and a reader needs something to click on.
func nameOfArticle(a ledger.Article) string {
	for _, name := range []*string{a.Title, a.URL, a.CanonicalURL, a.Slug} {
		if name != nil && *name != "" {
			return *name
		}
	}
	return a.ID.String()
}

func (m *Material) refOfPosition(p *ledger.Position) PositionRef {
	return PositionRef{
		ID: p.ID, Slug: p.Slug, URL: positionsPath + p.ID.String(), Act: p.Act, Stance: p.Stance, Proposal: m.proposalOf(p),
		Conditions: p.ConditionsText(), Terms: p.TermsText(), Scale: p.Scale, Summary: p.Summary, Stated: p.Stated.String(),
	}
}

func (m *Material) head() Head {
	return Head{Clock: m.Clock, Negotiation: refOfNegotiation(m.Negotiation)}
}

// shownDay writes a day; nil for a bound that is open or unknown.
func shownDay(d edtf.Day) *string {
	if d <= edtf.MinDay || d >= edtf.MaxDay {
		return nil
	}
	text := d.String()
	return &text
}
