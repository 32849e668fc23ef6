-- name: GetPassage :one
SELECT body FROM passages WHERE workspace_id = $1 AND id = $2;

-- name: ListPassages :many
SELECT body FROM passages WHERE workspace_id = $1 /*filter*/;

-- name: InsertPassage :exec
INSERT INTO passages (workspace_id, id, number, retracted, article_id, revision, state, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: UpdatePassage :execrows
UPDATE passages SET number = $3, retracted = $4, state = $5, search = $6, body = $7
WHERE workspace_id = $1 AND id = $2;

-- name: InsertPassageAnchor :exec
INSERT INTO passage_anchors (workspace_id, passage_id, article_id, revision, number, state, start_offset, end_offset, exact, score)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);
