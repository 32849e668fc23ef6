package main

import "encoding/json"

// The rows of the plain server: typed columns, named as the JSON members, and
// what is a list or an object kept as JSON text. The answers have the same
// content as the product's.

type plainParty struct {
	ID          string          `json:"id"`
	Slug        *string         `json:"slug"`
	Kind        string          `json:"kind"`
	Name        string          `json:"name"`
	Aliases     json.RawMessage `json:"aliases"`
	Identifiers json.RawMessage `json:"identifiers"`
	Description *string         `json:"description"`
	MergedInto  *string         `json:"merged_into"`
	Number      int64           `json:"number"`
	RecordedAt  string          `json:"recorded_at"`
	UpdatedAt   string          `json:"updated_at"`
	Retracted   json.RawMessage `json:"retracted"`
}

func (p *plainParty) targets() []any {
	return []any{&p.ID, &p.Slug, &p.Kind, &p.Name, raw(&p.Aliases), raw(&p.Identifiers), &p.Description, &p.MergedInto,
		&p.Number, &p.RecordedAt, &p.UpdatedAt, raw(&p.Retracted)}
}

type plainIssue struct {
	ID          string          `json:"id"`
	Slug        *string         `json:"slug"`
	Negotiation string          `json:"negotiation"`
	Parent      *string         `json:"parent"`
	Question    string          `json:"question"`
	Description *string         `json:"description"`
	Scale       json.RawMessage `json:"scale"`
	StatusQuo   *string         `json:"status_quo"`
	Outcome     *string         `json:"outcome"`
	Number      int64           `json:"number"`
	RecordedAt  string          `json:"recorded_at"`
	UpdatedAt   string          `json:"updated_at"`
	Retracted   json.RawMessage `json:"retracted"`
}

func (p *plainIssue) targets() []any {
	return []any{&p.ID, &p.Slug, &p.Negotiation, &p.Parent, &p.Question, &p.Description, raw(&p.Scale), &p.StatusQuo,
		&p.Outcome, &p.Number, &p.RecordedAt, &p.UpdatedAt, raw(&p.Retracted)}
}

type plainArticle struct {
	ID        string  `json:"id"`
	Slug      *string `json:"slug"`
	Publisher *string `json:"publisher"`
	URL       *string `json:"url"`
	Title     *string `json:"title"`
	Published *string `json:"published"`
}

type plainPosition struct {
	ID          string          `json:"id"`
	Slug        *string         `json:"slug"`
	PartyID     string          `json:"-" column:"party"`
	IssueID     string          `json:"-" column:"issue"`
	Party       any             `json:"party" column:"-"`
	Issue       any             `json:"issue" column:"-"`
	Proposal    *string         `json:"proposal"`
	Act         string          `json:"act"`
	Stance      *string         `json:"stance"`
	Summary     string          `json:"summary"`
	Conditions  json.RawMessage `json:"conditions"`
	Terms       json.RawMessage `json:"terms"`
	Scale       json.RawMessage `json:"scale"`
	Speaker     *string         `json:"speaker"`
	OnBehalfOf  *string         `json:"on_behalf_of"`
	JointlyWith json.RawMessage `json:"jointly_with"`
	AddressedTo json.RawMessage `json:"addressed_to"`
	InReplyTo   *string         `json:"in_reply_to"`
	Round       *string         `json:"round"`
	Stated      string          `json:"stated"`
	HeldUntil   *string         `json:"held_until"`
	Supersedes  json.RawMessage `json:"supersedes"`
	Change      *string         `json:"change"`
	Confidence  *string         `json:"confidence"`
	Note        *string         `json:"note"`
	Negotiation string          `json:"negotiation"`
	Status      string          `json:"status"`
	Ended       json.RawMessage `json:"ended"`
	Number      int64           `json:"number"`
	RecordedAt  string          `json:"recorded_at"`
	UpdatedAt   string          `json:"updated_at"`
	Retracted   json.RawMessage `json:"retracted"`
	Evidence    []plainEvidence `json:"evidence" column:"-"`
}

func (p *plainPosition) targets() []any {
	return []any{&p.ID, &p.Slug, &p.PartyID, &p.IssueID, &p.Proposal, &p.Act, &p.Stance, &p.Summary,
		raw(&p.Conditions), raw(&p.Terms), raw(&p.Scale), &p.Speaker, &p.OnBehalfOf, raw(&p.JointlyWith), raw(&p.AddressedTo),
		&p.InReplyTo, &p.Round, &p.Stated, &p.HeldUntil, raw(&p.Supersedes), &p.Change, &p.Confidence, &p.Note,
		&p.Negotiation, &p.Status, raw(&p.Ended), &p.Number, &p.RecordedAt, &p.UpdatedAt, raw(&p.Retracted)}
}

type plainPassage struct {
	ID         string          `json:"id"`
	Article    string          `json:"article"`
	Revision   int64           `json:"revision"`
	Exact      string          `json:"exact"`
	Prefix     string          `json:"prefix"`
	Suffix     string          `json:"suffix"`
	Start      int64           `json:"start"`
	End        int64           `json:"end"`
	State      string          `json:"state"`
	Anchor     json.RawMessage `json:"anchor"`
	Note       *string         `json:"note"`
	Number     int64           `json:"number"`
	RecordedAt string          `json:"recorded_at"`
	UpdatedAt  string          `json:"updated_at"`
	Retracted  json.RawMessage `json:"retracted"`
}

func (p *plainPassage) targets() []any {
	return []any{&p.ID, &p.Article, &p.Revision, &p.Exact, &p.Prefix, &p.Suffix, &p.Start, &p.End, &p.State, raw(&p.Anchor),
		&p.Note, &p.Number, &p.RecordedAt, &p.UpdatedAt, raw(&p.Retracted)}
}

type plainEvidence struct {
	ID           string          `json:"id"`
	Position     *string         `json:"position"`
	Salience     *string         `json:"salience"`
	Passage      string          `json:"passage"`
	Article      string          `json:"article"`
	Selected     plainPassage    `json:"selected" column:"-"`
	Relation     string          `json:"relation"`
	Quotation    *string         `json:"quotation"`
	Attribution  *string         `json:"attribution"`
	AttributedTo *string         `json:"attributed_to"`
	Source       *string         `json:"source"`
	ReportedDate *string         `json:"reported_date"`
	Note         *string         `json:"note"`
	Number       int64           `json:"number"`
	RecordedAt   string          `json:"recorded_at"`
	UpdatedAt    string          `json:"updated_at"`
	Retracted    json.RawMessage `json:"retracted"`
}

func (p *plainEvidence) targets() []any {
	return []any{&p.ID, &p.Position, &p.Salience, &p.Passage, &p.Article, &p.Relation, &p.Quotation, &p.Attribution,
		&p.AttributedTo, &p.Source, &p.ReportedDate, &p.Note, &p.Number, &p.RecordedAt, &p.UpdatedAt, raw(&p.Retracted)}
}

// raw lets database/sql fill a json.RawMessage from text.
func raw(m *json.RawMessage) *[]byte { return (*[]byte)(m) }
