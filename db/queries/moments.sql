-- name: GetMoment :one
SELECT head, recorded_at FROM workspaces WHERE id = $1;

-- name: GetMomentByTime :one
SELECT number, recorded_at FROM transactions
WHERE workspace_id = $1 AND recorded_at <= $2 ORDER BY recorded_at DESC LIMIT 1;

-- name: HoldWorkspace :exec
UPDATE workspaces SET head = head WHERE id = $1;
