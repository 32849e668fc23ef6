package db

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"parley/db/sqlc"
)

// shown holds the passages and articles that go with some evidence against what the ledger
// recorded of them last.
func (v *verification) shown(ctx context.Context, after, until uuid.UUID) error {
	rows, err := v.q.ListShownOtherwise(ctx, sqlc.ListShownOtherwiseParams{WorkspaceID: v.tables.workspace, ID: after, Until: until, Open: forever})
	for _, r := range rows {
		v.fault(fmt.Sprintf("evidence_versions %s %d", r.ID, r.FromNumber), "its passage or article is not as that is, or not since its number")
	}
	return err
}
