-- name: GetHash :one
SELECT hash FROM transactions WHERE workspace_id = $1 AND number = $2;

-- name: SetHash :exec
UPDATE transactions SET hash = $3 WHERE workspace_id = $1 AND number = $2;

-- name: ListSealedPositions :many
SELECT id, body FROM position_versions WHERE workspace_id = $1 AND from_number = $2 ORDER BY id;

-- name: ListSealedEvidence :many
SELECT id, body FROM evidence_versions WHERE workspace_id = $1 AND from_number = $2 ORDER BY id;

-- name: CountUnsealed :many
SELECT w.id AS workspace_id, w.head AS rows FROM workspaces w
JOIN transactions t ON t.workspace_id = w.id AND t.number = w.head WHERE t.hash IS NULL ORDER BY w.id;

-- name: ListUnsealed :many
SELECT number, recorded_at, actor, reason FROM transactions WHERE workspace_id = $1 AND hash IS NULL ORDER BY number LIMIT CAST(sqlc.arg(at_most) AS BIGINT);
