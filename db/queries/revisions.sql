-- name: InsertRevision :exec
INSERT INTO revisions (workspace_id, article_id, revision, number, recorded_at, sha256, length, text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: GetRevision :one
SELECT article_id, revision, number, recorded_at, sha256, length, text FROM revisions WHERE workspace_id = $1 AND article_id = $2 AND revision = $3;

-- name: ListRevisions :many
SELECT article_id, revision, number, recorded_at, sha256, length FROM revisions WHERE workspace_id = $1 /*filter*/;
