package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

func (t tables) Issues() ledger.IssueTable {
	return issueTable{slugged[ledger.Issue, ledger.IssueFilter]{
		table: t.issues(),
		find: func(ctx context.Context, slug string) (string, error) {
			return t.q.FindIssue(ctx, sqlc.FindIssueParams{WorkspaceID: t.workspace, Slug: &slug})
		},
		id: func(v *ledger.Issue) uuid.UUID { return v.ID },
	}}
}

func (t tables) issues() table[ledger.Issue, ledger.IssueFilter] {
	return table[ledger.Issue, ledger.IssueFilter]{
		tables: t,
		kind:   ledger.KindOfIssue,
		named:  true,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetIssue(ctx, sqlc.GetIssueParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListIssues,
		insert: func(ctx context.Context, v *ledger.Issue, body string) error {
			return t.q.InsertIssue(ctx, t.rowIssue(v, body))
		},
		update: func(ctx context.Context, v *ledger.Issue, body string) (int64, error) {
			return t.q.UpdateIssue(ctx, sqlc.UpdateIssueParams(t.rowIssue(v, body)))
		},
		filter: filterIssues,
	}
}

func (t tables) rowIssue(v *ledger.Issue, body string) sqlc.InsertIssueParams {
	return sqlc.InsertIssueParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		Slug:          v.Slug,
		NegotiationID: v.Negotiation.ID,
		ParentID:      optional(v.Parent),
		Search:        fold.Joined(v.Question, text(v.Description), text(v.Slug)),
		Body:          body,
	}
}

func filterIssues(w *where, f ledger.IssueFilter) {
	in(w, "negotiation_id", f.Negotiations)
	switch {
	case f.Roots && len(f.Parents) > 0:
		w.and("(parent_id IS NULL OR parent_id IN (" + w.list(anys(f.Parents)) + "))")
	case f.Roots:
		w.and("parent_id IS NULL")
	default:
		in(w, "parent_id", f.Parents)
	}
	w.contains(f.Q)
}

type issueTable struct {
	slugged[ledger.Issue, ledger.IssueFilter]
}

func (t issueTable) Subtree(ctx context.Context, issue uuid.UUID) ([]uuid.UUID, error) {
	if t.at != present {
		return t.pastSubtree(ctx, issue)
	}
	ids, err := t.q.ListIssueSubtree(ctx, sqlc.ListIssueSubtreeParams{WorkspaceID: t.workspace, ID: issue})
	return ids, told(t.kind, "", err)
}

// pastSubtree follows the tree as it was at the number of the tables.
func (t issueTable) pastSubtree(ctx context.Context, issue uuid.UUID) ([]uuid.UUID, error) {
	root, err := t.Get(ctx, issue)
	if err != nil {
		return nil, err
	}
	all, err := t.Of(ctx, root.Negotiation.ID)
	below := []uuid.UUID{issue}
	for i := 0; i < len(below); i++ {
		for _, v := range all {
			if v.Parent != nil && v.Parent.ID == below[i] {
				below = append(below, v.ID)
			}
		}
	}
	return below, err
}
