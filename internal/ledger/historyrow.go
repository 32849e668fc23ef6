package ledger

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// naming looks up the names that rows show, each once for a listing.
type naming struct {
	r       *Reader
	issues  map[uuid.UUID]Issue
	parties map[uuid.UUID]Party
	others  map[uuid.UUID]string
}

func (r *Reader) naming() *naming {
	return &naming{r: r, issues: map[uuid.UUID]Issue{}, parties: map[uuid.UUID]Party{}, others: map[uuid.UUID]string{}}
}

func (n *naming) issue(id uuid.UUID) (Issue, error) {
	v, ok := n.issues[id]
	if ok {
		return v, nil
	}
	v, err := n.r.tables.Issues().Get(n.r.ctx, id)
	n.issues[id] = v
	return v, err
}

func (n *naming) party(id uuid.UUID) (Party, error) {
	v, ok := n.parties[id]
	if ok {
		return v, nil
	}
	v, err := n.r.tables.Parties().Get(n.r.ctx, id)
	n.parties[id] = v
	return v, err
}

// partySlug is the slug, else the id, of an optional party; empty without one.
func (n *naming) partySlug(ref *Reference) (string, error) {
	if ref == nil {
		return "", nil
	}
	v, err := n.party(ref.ID)
	return slugOrID(v.Slug, ref.ID), err
}

func (n *naming) negotiation(id uuid.UUID) (string, error) {
	return n.other(id, func() (*string, string, error) {
		v, err := n.r.tables.Negotiations().Get(n.r.ctx, id)
		return v.Slug, v.Name, err
	})
}

func (n *naming) proposal(ref *Reference) (string, error) {
	if ref == nil {
		return "", nil
	}
	return n.other(ref.ID, func() (*string, string, error) {
		v, err := n.r.tables.Proposals().Get(n.r.ctx, ref.ID)
		return v.Slug, v.Name, err
	})
}

func (n *naming) other(id uuid.UUID, load func() (*string, string, error)) (string, error) {
	if s, ok := n.others[id]; ok {
		return s, nil
	}
	slug, name, err := load()
	if err != nil {
		return "", err
	}
	n.others[id] = name
	if slug != nil {
		n.others[id] = *slug
	}
	return n.others[id], nil
}

// row flattens a position and, where it has one, a supporting passage.
func (n *naming) row(p Position, e *Evidence, a *Article) (HistoryRow, error) {
	row := rowOfPosition(p)
	row.Standing = p.StandsOn(n.r.clock.AsOf, n.r.clock.Match)
	if err := n.name(&row, p); err != nil || e == nil {
		return row, err
	}
	rowOfEvidence(&row, e)
	rowOfArticle(&row, a)
	var err error
	row.AttributedTo, err = n.partySlug(e.AttributedTo)
	return row, err
}

func (n *naming) name(row *HistoryRow, p Position) error {
	issue, err := n.issue(p.Issue.ID)
	if err != nil {
		return err
	}
	party, err := n.party(p.Party.ID)
	if err != nil {
		return err
	}
	row.Issue, row.IssueQuestion = slugOrID(issue.Slug, issue.ID), issue.Question
	row.Party, row.PartyName = slugOrID(party.Slug, party.ID), party.Name
	if row.Negotiation, err = n.negotiation(p.Negotiation.ID); err != nil {
		return err
	}
	if row.Proposal, err = n.proposal(p.Proposal); err != nil {
		return err
	}
	if row.Speaker, err = n.partySlug(p.Speaker); err != nil {
		return err
	}
	row.OnBehalfOf, err = n.partySlug(p.OnBehalfOf)
	return err
}

func rowOfPosition(p Position) HistoryRow {
	row := HistoryRow{
		PositionID: p.ID.String(), Position: deref(p.Slug), Act: p.Act, Stance: deref(p.Stance), Summary: p.Summary,
		Conditions: p.ConditionsText(), Terms: p.TermsText(),
		Stated: p.Stated.String(), StatedEarliest: dayOrEmpty(p.Stated.Earliest()), StatedLatest: dayOrEmpty(p.Stated.Latest()),
		Change: deref(p.Change), Status: p.Status, Confidence: deref(p.Confidence),
		RecordedAt: p.RecordedAt.Format(time.RFC3339Nano), Number: p.Number,
	}
	if p.Scale != nil {
		row.ScaleValue, row.ScaleLow, row.ScaleHigh = p.Scale.Value, p.Scale.Low, p.Scale.High
	}
	if p.HeldUntil != nil {
		row.HeldUntil = p.HeldUntil.String()
	}
	if p.Ended != nil {
		row.EndedHow, row.EndedDate = p.Ended.How, p.Ended.Date.String()
		if p.Ended.By != nil {
			row.EndedBy = p.Ended.By.String()
		}
	}
	return row
}

func rowOfEvidence(row *HistoryRow, e *Evidence) {
	row.EvidenceID, row.Quotation, row.Attribution = e.ID.String(), deref(e.Quotation), deref(e.Attribution)
	row.Source = deref(e.Source)
	if e.ReportedDate != nil {
		row.ReportedDate = e.ReportedDate.String()
	}
	p := e.Selected
	row.PassageID, row.Quote, row.PassageState = p.ID.String(), p.Exact, p.State
	row.Start, row.End, row.Revision = &p.Start, &p.Selector.End, &p.Revision
}

func rowOfArticle(row *HistoryRow, a *Article) {
	row.ArticleID, row.Article, row.Publisher = a.ID.String(), deref(a.Slug), deref(a.Publisher)
	row.Title, row.URL = deref(a.Title), deref(a.URL)
	if a.Published != nil {
		row.Published = a.Published.String()
	}
}

// historyKey places a row in a sorted history: by its position, then by its evidence.
func historyKey(p Position, e *Evidence) Key {
	key := Key{Value: int64(p.Stated.Earliest()), ID: p.ID}
	if e != nil {
		key.Evidence = e.ID
	}
	return key
}

// String writes a condition as rows show it: its kind and its words.
func (c Condition) String() string { return c.Kind + ": " + c.Text }

// ConditionsText writes the conditions of a position one after the other; empty without any.
func (p PositionFields) ConditionsText() string { return listed(p.Conditions, Condition.String) }

// TermsText writes the terms of a position one after the other; empty without any.
func (p PositionFields) TermsText() string { return listed(p.Terms, Term.String) }

func listed[T any](list []T, write func(T) string) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = write(v)
	}
	return strings.Join(parts, "; ")
}

func slugOrID(slug *string, id uuid.UUID) string {
	if slug != nil {
		return *slug
	}
	return id.String()
}

// dayOrEmpty leaves an open or unknown bound empty.
func dayOrEmpty(d edtf.Day) string {
	if d == edtf.MinDay || d == edtf.MaxDay {
		return ""
	}
	return d.String()
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
