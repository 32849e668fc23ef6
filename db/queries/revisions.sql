-- name: InsertRevision :exec
INSERT INTO revisions (workspace_id, article_id, revision, number, recorded_at, sha256, length, text, runs, text_number, search_bounded, original)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: GetRevision :one
SELECT article_id, revision, number, recorded_at, sha256, length, text, runs, CAST(COALESCE(text_number, 0) AS BIGINT) AS text_number, search_bounded, original
FROM revisions WHERE workspace_id = $1 AND article_id = $2 AND revision = $3;

-- name: ListRevisions :many
SELECT article_id, revision, number, recorded_at, sha256, length, original FROM revisions WHERE workspace_id = $1 /*filter*/;

-- name: ListRevisionRuns :many
SELECT article_id, revision, runs FROM revisions WHERE workspace_id = $1 /*filter*/;

-- name: CountRevisionsWithoutRuns :many
SELECT workspace_id, count(*) AS revisions FROM revisions WHERE runs IS NULL GROUP BY workspace_id ORDER BY workspace_id;

-- name: ListRevisionsWithoutRuns :many
SELECT article_id, revision FROM revisions WHERE workspace_id = $1 AND runs IS NULL ORDER BY article_id, revision LIMIT CAST(sqlc.arg(batch) AS BIGINT);

-- name: SetRevisionRuns :exec
UPDATE revisions SET runs = $4 WHERE workspace_id = $1 AND article_id = $2 AND revision = $3;
