package ledger

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// IssueTable also knows the tree.
type IssueTable interface {
	SluggedTable[Issue, IssueFilter]
	OwnedTable[Issue, IssueFilter]
	WholeTable[Issue]
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

// checkMove refuses to take an issue into another negotiation while something
// of this one hangs on it.
func checkMove(w *Writer, v *Issue, f *faults) error {
	before, err := w.tables.Issues().Get(w.ctx, v.ID)
	if IsKind(err, KindNotFound) || err == nil && before.Negotiation.ID == v.Negotiation.ID {
		return nil // new, or staying
	}
	if err != nil {
		return err
	}
	ids, one := []uuid.UUID{v.ID}, Page{Limit: 1, Retracted: RetractedInclude}
	below, err := w.tables.Issues().List(w.ctx, IssueFilter{Parents: ids}, one)
	if err != nil {
		return err
	}
	stated, err := w.tables.Positions().List(w.ctx, PositionFilter{Issues: ids}, one)
	if err != nil {
		return err
	}
	offered, err := w.tables.Proposals().List(w.ctx, ProposalFilter{Issues: ids}, one)
	if len(below)+len(stated)+len(offered) > 0 {
		f.add("/negotiation", "in-use", "issues, positions or proposals hang on this issue; they would stay behind in the other negotiation")
	}
	return err
}

// checkScaleStays refuses to take away a scale on which positions are placed.
func checkScaleStays(w *Writer, v *Issue, f *faults) error {
	if v.Scale != nil {
		return nil
	}
	placed, err := w.tables.Positions().List(w.ctx, PositionFilter{Issues: []uuid.UUID{v.ID}}, Page{})
	if slices.ContainsFunc(placed, func(p Position) bool { return p.Scale != nil }) {
		f.add("/scale", "in-use", "positions are placed on this scale; clear their scale first")
	}
	return err
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
