-- name: FindKey :one
SELECT w.slug AS workspace, k.id, k.name, k.role, k.prefix, k.hash, k.created_at, k.created_by, k.expires_at, k.last_used_at, k.revoked_at, k.revoked_by,
  w.head, w.recorded_at
FROM workspaces w JOIN keys k ON k.workspace_id = w.id AND k.prefix = $2
WHERE w.slug = $1;

-- name: HasKeys :one
SELECT COUNT(*) FROM (SELECT 1 AS one FROM keys LIMIT 1) any_key;

-- name: ListKeys :many
SELECT id, name, role, prefix, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by
FROM keys WHERE workspace_id = $1 ORDER BY id;

-- name: InsertKey :exec
INSERT INTO keys (workspace_id, id, name, role, prefix, hash, created_at, created_by, expires_at, last_used_at, revoked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10);

-- name: ChangeKeyToken :execrows
UPDATE keys SET prefix = $3, hash = $4 WHERE workspace_id = $1 AND id = $2 AND revoked_at = $5;

-- name: RevokeKey :execrows
UPDATE keys SET revoked_at = $3, revoked_by = $4 WHERE workspace_id = $1 AND id = $2 AND revoked_at = $5;

-- name: UsedKey :exec
UPDATE keys SET last_used_at = $3 WHERE workspace_id = $1 AND id = $2 AND last_used_at < $3;
