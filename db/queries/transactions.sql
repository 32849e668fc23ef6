-- name: TakeNumber :one
UPDATE workspaces SET head = head + 1,
  recorded_at = CASE WHEN recorded_at < $2 THEN $2 ELSE recorded_at + 1 END
WHERE id = $1
RETURNING head, recorded_at;

-- name: GiveNumberBack :exec
UPDATE workspaces SET head = head - 1, recorded_at = COALESCE((
  SELECT t.recorded_at FROM transactions t WHERE t.workspace_id = workspaces.id AND t.number = workspaces.head - 1), 0)
WHERE id = $1;

-- name: DropTransaction :exec
DELETE FROM transactions WHERE workspace_id = $1 AND number = $2;

-- name: GetWorkspace :one
SELECT id, slug, head, recorded_at FROM workspaces WHERE slug = $1;

-- name: InsertTransaction :exec
INSERT INTO transactions (workspace_id, number, recorded_at, actor, reason)
VALUES ($1, $2, $3, $4, $5);

-- name: InsertChange :exec
INSERT INTO changes (workspace_id, number, ordinal, kind, resource_id, action, before, after, to_number, slug, owner_id, publisher)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: CloseChange :exec
UPDATE changes SET to_number = $4
WHERE workspace_id = $1 AND resource_id = $2 AND kind = $3 AND to_number = sqlc.arg(open);

-- name: GetTransaction :one
SELECT number, recorded_at, actor, reason, hash FROM transactions WHERE workspace_id = $1 AND number = $2;

-- name: ListTransactions :many
SELECT number, recorded_at, actor, reason, hash FROM transactions WHERE workspace_id = $1 /*filter*/;

-- name: ListChanges :many
SELECT kind, resource_id, action, before, after FROM changes WHERE workspace_id = $1 AND number = $2 ORDER BY ordinal;

-- name: GetCreator :one
SELECT t.actor FROM changes c
JOIN transactions t ON t.workspace_id = c.workspace_id AND t.number = c.number
WHERE c.workspace_id = $1 AND c.resource_id = $2 AND c.kind = $3 AND c.action = 'create';

-- name: GetKindOf :one
SELECT CAST('negotiation' AS TEXT) AS kind FROM negotiations t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('party' AS TEXT) AS kind FROM parties t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('membership' AS TEXT) AS kind FROM memberships t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('participation' AS TEXT) AS kind FROM participations t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('round' AS TEXT) AS kind FROM rounds t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('issue' AS TEXT) AS kind FROM issues t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('proposal' AS TEXT) AS kind FROM proposals t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('article' AS TEXT) AS kind FROM articles t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('passage' AS TEXT) AS kind FROM passages t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('position' AS TEXT) AS kind FROM positions t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('salience' AS TEXT) AS kind FROM salience t WHERE t.workspace_id = $1 AND t.id = $2
UNION ALL SELECT CAST('evidence' AS TEXT) AS kind FROM evidence t WHERE t.workspace_id = $1 AND t.id = $2;
