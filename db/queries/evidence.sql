-- name: GetEvidence :one
SELECT body FROM evidence WHERE workspace_id = $1 AND id = $2;

-- name: ListEvidence :many
SELECT e.body, p.body AS passage_body
FROM evidence e
JOIN passages p ON p.workspace_id = e.workspace_id AND p.id = e.passage_id
WHERE e.workspace_id = $1 /*filter*/;

-- name: InsertEvidence :exec
INSERT INTO evidence (workspace_id, id, number, retracted, position_id, salience_id, passage_id, article_id, attributed_to_id, relation, attribution, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: UpdateEvidence :execrows
UPDATE evidence SET number = $3, retracted = $4, attributed_to_id = $5, relation = $6, attribution = $7, body = $8
WHERE workspace_id = $1 AND id = $2;
