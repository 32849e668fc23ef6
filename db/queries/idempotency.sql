-- name: InsertIdempotencyKey :exec
INSERT INTO idempotency_keys (workspace_id, key, request_hash, created_at, answer)
VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (workspace_id, key) DO NOTHING;

-- name: GetIdempotencyKey :one
SELECT request_hash, answer FROM idempotency_keys WHERE workspace_id = $1 AND key = $2 AND created_at >= $3;

-- name: DeleteIdempotencyKeys :exec
DELETE FROM idempotency_keys WHERE workspace_id = $1 AND created_at < $2;
