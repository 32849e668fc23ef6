package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

func (t tables) Memberships() ledger.OwnedTable[ledger.Membership, ledger.MembershipFilter] {
	return table[ledger.Membership, ledger.MembershipFilter]{
		tables: t,
		kind:   ledger.KindOfMembership,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetMembership(ctx, sqlc.GetMembershipParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListMemberships,
		insert: func(ctx context.Context, v *ledger.Membership, body string) error {
			return t.q.InsertMembership(ctx, t.rowMembership(v, body))
		},
		update: func(ctx context.Context, v *ledger.Membership, body string) (int64, error) {
			return t.q.UpdateMembership(ctx, sqlc.UpdateMembershipParams(t.rowMembership(v, body)))
		},
		filter: filterMemberships,
	}
}

func (t tables) rowMembership(v *ledger.Membership, body string) sqlc.InsertMembershipParams {
	return sqlc.InsertMembershipParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		MemberID: v.Member.ID,
		GroupID:  v.Group.ID,
		Body:     body,
	}
}

func filterMemberships(w *where, f ledger.MembershipFilter) {
	switch {
	case f.Member == f.Group && f.Member != uuid.Nil:
		w.and("(member_id = ? OR group_id = ?)", f.Member, f.Group)
	default:
		w.id("member_id", f.Member)
		w.id("group_id", f.Group)
	}
}
