-- name: GetRound :one
SELECT body FROM rounds WHERE workspace_id = $1 AND id = $2;

-- name: FindRound :one
SELECT body FROM rounds WHERE workspace_id = $1 AND slug = $2;

-- name: ListRounds :many
SELECT body FROM rounds WHERE workspace_id = $1 /*filter*/;

-- name: InsertRound :exec
INSERT INTO rounds (workspace_id, id, number, retracted, slug, negotiation_id, body)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: UpdateRound :execrows
UPDATE rounds SET number = $3, retracted = $4, slug = $5, negotiation_id = $6, body = $7
WHERE workspace_id = $1 AND id = $2;
