package ledger

import "github.com/google/uuid"

// Scale orders the answers to an issue's question from 0 to 100; Low says what
// 0 means, High what 100 means.
type Scale struct {
	Low  string `json:"low"`
	High string `json:"high"`
}

// IssueFields is what a client says of an issue: a controversy to be settled,
// phrased as a question, in a tree inside one negotiation.
type IssueFields struct {
	Slug        *string    `json:"slug"`
	Negotiation Reference  `json:"negotiation"`
	Parent      *Reference `json:"parent"`
	Question    string     `json:"question"`
	Description *string    `json:"description"`
	Scale       *Scale     `json:"scale"`
	StatusQuo   *string    `json:"status_quo"`
	Outcome     *string    `json:"outcome"`
}

// Issue is a recorded issue.
type Issue struct {
	Identity
	IssueFields
	Meta
}

// IssueFilter chooses issues; Roots are those without a parent, in addition to Parents.
type IssueFilter struct {
	Negotiations []uuid.UUID
	Parents      []uuid.UUID
	Roots        bool
	Q            string
}

func issues() kind[Issue, IssueFilter] {
	return kind[Issue, IssueFilter]{
		name:  KindOfIssue,
		table: func(t Tables) Table[Issue, IssueFilter] { return t.Issues() },
		find:  func(r *Reader, slug string) (Issue, error) { return r.tables.Issues().Find(r.ctx, slug) },
		check: checkIssue,
	}
}

func checkIssue(w *Writer, v *Issue, f *faults) error {
	f.text("/question", v.Question, 1000)
	f.optionalText("/description", v.Description, 20000)
	f.optionalText("/status_quo", v.StatusQuo, 5000)
	f.optionalText("/outcome", v.Outcome, 5000)
	if v.Scale != nil {
		f.text("/scale/low", v.Scale.Low, 500)
		f.text("/scale/high", v.Scale.High, 500)
	}
	if err := link(w, negotiations(), f, "/negotiation", &v.Negotiation); err != nil {
		return err
	}
	if err := checkParent(w, v, f); err != nil {
		return err
	}
	if v.Slug != nil && *v.Slug == "none" {
		f.add("/slug", "reserved", "none stands for no parent in filters; choose another slug")
	}
	if err := checkScaleStays(w, v, f); err != nil {
		return err
	}
	if err := checkMove(w, v, f); err != nil {
		return err
	}
	return freeSlug(w, issues(), f, v, v.Slug)
}

// CreateIssue records a new issue.
func (w *Writer) CreateIssue(in IssueFields) (Issue, error) {
	return create(w, issues(), Issue{IssueFields: in})
}

// Issue finds an issue by id or slug.
func (r *Reader) Issue(ref string) (Issue, error) { return get(r, issues(), ref) }

// Issues lists issues.
func (r *Reader) Issues(filter IssueFilter, page Page) ([]Issue, error) {
	return r.tables.Issues().List(r.ctx, filter, page)
}

// UpdateIssue changes the fields of an issue.
func (w *Writer) UpdateIssue(ref string, expect Expect, patch Patch[IssueFields]) (Issue, error) {
	return update(w, issues(), ref, expect, func(v *Issue) *IssueFields { return &v.IssueFields }, patch)
}

// RetractIssue takes an issue back.
func (w *Writer) RetractIssue(ref, reason string) (Issue, error) {
	return retract(w, issues(), ref, reason)
}
