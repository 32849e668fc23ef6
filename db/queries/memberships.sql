-- name: GetMembership :one
SELECT body FROM memberships WHERE workspace_id = $1 AND id = $2;

-- name: ListMemberships :many
SELECT body FROM memberships WHERE workspace_id = $1 /*filter*/;

-- name: InsertMembership :exec
INSERT INTO memberships (workspace_id, id, number, retracted, member_id, group_id, body)
VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: UpdateMembership :execrows
UPDATE memberships SET number = $3, retracted = $4, member_id = $5, group_id = $6, body = $7
WHERE workspace_id = $1 AND id = $2;
