-- name: NextTextNumber :one
SELECT CAST(COALESCE(MAX(text_number), 0) + 1 AS BIGINT) AS number FROM revisions WHERE workspace_id = $1;

-- name: ListTextsByRun :many
SELECT run, text_number FROM text_runs WHERE workspace_id = $1 /*filter*/;

-- name: InsertTextRuns :exec
INSERT INTO text_runs (workspace_id, text_number, run) VALUES ($1, $2, $3) /*filter*/;

-- name: DeleteTextRuns :exec
DELETE FROM text_runs WHERE workspace_id = $1 AND text_number = $2 /*filter*/;

-- name: ListIndexedTexts :many
SELECT CAST(COALESCE(text_number, 0) AS BIGINT) AS text_number, article_id, revision, CAST(COALESCE(LENGTH(runs), 0) AS BIGINT) AS size
FROM revisions WHERE workspace_id = $1 /*filter*/;

-- name: ListNewestIndexedTexts :many
SELECT r.article_id, r.revision, CAST(COALESCE(r.text_number, 0) AS BIGINT) AS text_number,
  CAST(COALESCE(LENGTH(r.runs), 0) AS BIGINT) AS size
FROM revisions r
WHERE r.workspace_id = $1 AND r.text_number IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM revisions n WHERE n.workspace_id = r.workspace_id AND n.article_id = r.article_id AND n.revision > r.revision AND n.text_number IS NOT NULL) /*filter*/;

-- name: ListCitedFor :many
SELECT DISTINCT article_id FROM evidence_versions WHERE workspace_id = $1 AND position_id = $2;

-- name: ListCitedWith :many
SELECT DISTINCT o.article_id FROM evidence_versions e
JOIN evidence_versions o ON o.workspace_id = e.workspace_id AND o.position_id = e.position_id
WHERE e.workspace_id = $1 AND e.article_id = $2 AND e.position_id IS NOT NULL AND o.article_id <> e.article_id;

-- name: InsertLikeness :exec
INSERT INTO similar_revisions (workspace_id, article_id, revision, other_id, other_revision, number, runs, other_runs, shared, score)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), ($1, $4, $5, $2, $3, $6, $8, $7, $9, $10);

-- name: ListLikenesses :many
SELECT article_id, revision, other_id, other_revision, number, runs, other_runs, shared
FROM similar_revisions WHERE workspace_id = $1 AND article_id < other_id /*filter*/;

-- name: ListSimilar :many
SELECT s.other_id, s.other_revision, s.number, s.runs, s.other_runs, s.shared
FROM similar_revisions s
WHERE s.workspace_id = $1 AND s.article_id = $2 AND s.revision = $3 AND s.number <= sqlc.arg(at)
  AND NOT EXISTS (SELECT 1 FROM revisions n WHERE n.workspace_id = s.workspace_id AND n.article_id = s.other_id AND n.revision = s.other_revision + 1 AND n.number <= sqlc.arg(at)) /*filter*/;

-- name: ListRevisionsUnsearched :many
SELECT article_id, revision FROM revisions WHERE workspace_id = $1 AND text_number IS NULL
ORDER BY number, article_id, revision LIMIT CAST(sqlc.arg(batch) AS BIGINT);

-- name: CountRevisionsUnsearched :many
SELECT workspace_id, count(*) AS revisions FROM revisions WHERE text_number IS NULL GROUP BY workspace_id ORDER BY workspace_id;

-- name: SetTextNumber :exec
UPDATE revisions SET text_number = $4, search_bounded = $5 WHERE workspace_id = $1 AND article_id = $2 AND revision = $3;
