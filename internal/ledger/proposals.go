package ledger

import (
	"time"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// ProposalFields is what a client says of a proposal: an authored offer or
// text on one or more issues of one negotiation.
type ProposalFields struct {
	Slug        *string     `json:"slug"`
	Negotiation Reference   `json:"negotiation"`
	Name        string      `json:"name"`
	Author      *Reference  `json:"author"`
	Issues      []Reference `json:"issues"`
	Description *string     `json:"description"`
}

// Proposal is a recorded proposal; LatestVersion is 0 while it has no text.
type Proposal struct {
	Identity
	ProposalFields
	LatestVersion int64 `json:"latest_version"`
	Meta
}

// ProposalVersionFields is what a client says of one version of a proposal.
type ProposalVersionFields struct {
	Label   *string    `json:"label"`
	Summary string     `json:"summary"`
	Text    *string    `json:"text"`
	Dated   *edtf.Date `json:"dated"`
}

// ProposalVersion is one immutable version, numbered from 1 within its proposal.
type ProposalVersion struct {
	Proposal uuid.UUID `json:"proposal"`
	Version  int64     `json:"version"`
	ProposalVersionFields
	Number     int64     `json:"number"`
	RecordedAt time.Time `json:"recorded_at"`
}

// ProposalFilter chooses proposals.
type ProposalFilter struct {
	Negotiations, Authors, Issues []uuid.UUID
	Q                             string
}

func proposals() kind[Proposal, ProposalFilter] {
	return kind[Proposal, ProposalFilter]{
		name:  KindOfProposal,
		table: func(t Tables) Table[Proposal, ProposalFilter] { return t.Proposals() },
		find:  func(r *Reader, slug string) (Proposal, error) { return r.tables.Proposals().Find(r.ctx, slug) },
		check: checkProposal,
	}
}

func checkProposal(w *Writer, v *Proposal, f *faults) error {
	f.text("/name", v.Name, 500)
	f.optionalText("/description", v.Description, 20000)
	v.Issues = present(v.Issues)
	if err := link(w, negotiations(), f, "/negotiation", &v.Negotiation); err != nil {
		return err
	}
	for i := range v.Issues {
		if err := linkIssue(w, f, at("/issues", i), &v.Issues[i], &v.Negotiation); err != nil {
			return err
		}
	}
	if err := link(w, parties(), f, "/author", v.Author); err != nil {
		return err
	}
	return freeSlug(w, proposals(), f, v, v.Slug)
}

// CreateProposal records a new proposal.
func (w *Writer) CreateProposal(in ProposalFields) (Proposal, error) {
	return create(w, proposals(), Proposal{ProposalFields: in})
}

// Proposal finds a proposal by id or slug.
func (r *Reader) Proposal(ref string) (Proposal, error) { return get(r, proposals(), ref) }

// Proposals lists proposals.
func (r *Reader) Proposals(filter ProposalFilter, page Page) ([]Proposal, error) {
	return r.tables.Proposals().List(r.ctx, filter, page)
}

// UpdateProposal changes the fields of a proposal.
func (w *Writer) UpdateProposal(ref string, expect Expect, patch Patch[ProposalFields]) (Proposal, error) {
	return update(w, proposals(), ref, expect, func(v *Proposal) *ProposalFields { return &v.ProposalFields }, patch)
}

// RetractProposal takes a proposal back.
func (w *Writer) RetractProposal(ref, reason string) (Proposal, error) {
	return retract(w, proposals(), ref, reason)
}
