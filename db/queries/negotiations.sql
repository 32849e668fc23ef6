-- name: GetNegotiation :one
SELECT body FROM negotiations WHERE workspace_id = $1 AND id = $2;

-- name: FindNegotiation :one
SELECT body FROM negotiations WHERE workspace_id = $1 AND slug = $2;

-- name: ListNegotiations :many
SELECT body FROM negotiations WHERE workspace_id = $1 /*filter*/;

-- name: InsertNegotiation :exec
INSERT INTO negotiations (workspace_id, id, number, retracted, slug, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: UpdateNegotiation :execrows
UPDATE negotiations SET number = $3, retracted = $4, slug = $5, search = $6, body = $7
WHERE workspace_id = $1 AND id = $2;
