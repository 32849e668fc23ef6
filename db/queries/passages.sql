-- name: GetPassage :one
SELECT body FROM passages WHERE workspace_id = $1 AND id = $2;

-- name: ListPassages :many
SELECT body FROM passages WHERE workspace_id = $1 /*filter*/;

-- name: InsertPassage :exec
INSERT INTO passages (workspace_id, id, number, retracted, article_id, revision, state, reviewed, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: UpdatePassage :execrows
UPDATE passages SET number = $3, retracted = $4, state = $5, reviewed = $6, search = $7, body = $8
WHERE workspace_id = $1 AND id = $2;

-- name: InsertPassageAnchor :exec
INSERT INTO passage_anchors (workspace_id, passage_id, article_id, revision, number, body)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: ListPassageAnchors :many
SELECT a.number, t.recorded_at, t.actor, a.body
FROM passage_anchors a
JOIN transactions t ON t.workspace_id = a.workspace_id AND t.number = a.number
WHERE a.workspace_id = $1 /*filter*/;

-- name: ListAnchors :many
SELECT passage_id, body FROM passage_anchors
WHERE workspace_id = $1 AND article_id = $2 AND revision = $3 ORDER BY passage_id, number;
