package ledger

import (
	"context"

	"github.com/google/uuid"
)

// IssueTable also knows the tree.
type IssueTable interface {
	SluggedTable[Issue, IssueFilter]
	// Subtree lists the issue and all below it.
	Subtree(ctx context.Context, issue uuid.UUID) ([]uuid.UUID, error)
}

// checkParent refuses a parent in another negotiation and a tree that bites its tail.
func checkParent(w *Writer, v *Issue, f *faults) error {
	if v.Parent == nil {
		return nil
	}
	parent, err := resolve(w, issues(), f, "/parent", v.Parent)
	if err != nil || parent.ID == uuid.Nil {
		return err
	}
	if parent.Negotiation.ID != v.Negotiation.ID {
		f.add("/parent", "negotiation", "the parent belongs to another negotiation")
	}
	for {
		if parent.ID == v.ID {
			f.add("/parent", "cycle", "an issue cannot stand below itself")
			return nil
		}
		if parent.Parent == nil {
			return nil
		}
		if parent, err = get(&w.Reader, issues(), parent.Parent.String()); err != nil {
			return err
		}
	}
}

// linkIssue resolves a reference to an issue of the given negotiation.
func linkIssue(w *Writer, f *faults, pointer string, ref, negotiation *Reference) error {
	issue, err := resolve(w, issues(), f, pointer, ref)
	if err != nil || issue.ID == uuid.Nil {
		return err
	}
	if negotiation.ID != uuid.Nil && issue.Negotiation.ID != negotiation.ID {
		f.add(pointer, "negotiation", "the issue belongs to another negotiation")
	}
	return nil
}

// Subtree lists the issue and everything below it.
func (r *Reader) Subtree(issue uuid.UUID) ([]uuid.UUID, error) {
	return r.tables.Issues().Subtree(r.ctx, issue)
}
