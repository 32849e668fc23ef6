-- name: FindEntrance :one
-- A row also for a workspace that is not there, with 0 for its number.
SELECT CAST(COALESCE(s.workspace_id, 0) AS BIGINT) AS id, COALESCE(s.public, FALSE) AS public,
  CAST(COALESCE(w.head, 0) AS BIGINT) AS head, CAST(COALESCE(w.recorded_at, 0) AS BIGINT) AS recorded_at,
  CAST((SELECT COUNT(*) FROM (SELECT 1 AS one FROM keys LIMIT 1) any_key) AS BIGINT) AS keys
FROM (SELECT 1 AS one) asked
LEFT JOIN workspaces w ON w.slug = $1
LEFT JOIN workspace_settings s ON s.workspace_id = w.id;

-- name: FindWorkspace :one
SELECT w.slug, s.name, s.public, s.created_at, w.head
FROM workspaces w JOIN workspace_settings s ON s.workspace_id = w.id WHERE w.slug = $1;

-- name: ListWorkspaces :many
SELECT w.slug, s.name, s.public, s.created_at, w.head
FROM workspaces w JOIN workspace_settings s ON s.workspace_id = w.id ORDER BY w.id;

-- name: InsertWorkspace :one
INSERT INTO workspaces (id, slug, head, recorded_at)
SELECT COALESCE(MAX(id), 0) + 1, CAST(sqlc.arg(slug) AS TEXT), 0, 0 FROM workspaces
RETURNING id;

-- name: InsertWorkspaceSettings :exec
INSERT INTO workspace_settings (workspace_id, name, public, created_at) VALUES ($1, $2, $3, $4);

-- name: UpdateWorkspaceSettings :execrows
UPDATE workspace_settings SET name = $2, public = $3 WHERE workspace_id = $1 AND name = $4 AND public = $5;

-- name: SumOfHeads :one
-- For whoever runs the server: over all workspaces, so it tells of none.
SELECT CAST(COALESCE(SUM(head), 0) AS BIGINT) AS numbers FROM workspaces;
