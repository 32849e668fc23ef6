-- name: GetSalience :one
SELECT body FROM salience WHERE workspace_id = $1 AND id = $2;

-- name: ListSalience :many
SELECT body FROM salience WHERE workspace_id = $1 /*filter*/;

-- name: InsertSalience :exec
INSERT INTO salience (workspace_id, id, number, retracted, party_id, issue_id, dated_earliest, dated_latest, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: UpdateSalience :execrows
UPDATE salience SET number = $3, retracted = $4, party_id = $5, issue_id = $6, dated_earliest = $7, dated_latest = $8, body = $9
WHERE workspace_id = $1 AND id = $2;
