-- name: ListChain :many
SELECT number, recorded_at, actor, reason, hash FROM transactions
WHERE workspace_id = $1 AND number > $2 ORDER BY number LIMIT CAST(sqlc.arg(at_most) AS BIGINT);

-- name: GetHeadOfWorkspace :one
SELECT head, head_at, (SELECT COUNT(*) FROM workspace_settings s WHERE s.workspace_id = w.id) AS named
FROM workspaces w WHERE id = $1;

-- name: ListTexts :many
SELECT article_id, revision, sha256, length, text, runs FROM revisions
WHERE workspace_id = $1 AND (article_id, revision) > (sqlc.arg(article_id), CAST(sqlc.arg(revision) AS BIGINT)) ORDER BY article_id, revision LIMIT CAST(sqlc.arg(at_most) AS BIGINT);

-- name: ListSelectors :many
SELECT id, body FROM passages WHERE workspace_id = $1 AND article_id = $2 AND revision = $3 ORDER BY id;

-- name: GetRecordedAfter :one
SELECT resource_id FROM changes WHERE workspace_id = $1 AND resource_id > $2 ORDER BY resource_id LIMIT 1 OFFSET CAST(sqlc.arg(skipped) AS BIGINT);

-- name: ListRecorded :many
SELECT resource_id, kind, number, action, CAST(CASE WHEN before IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_before, after, to_number, slug, owner_id, publisher
FROM changes WHERE workspace_id = $1 AND resource_id > $2 AND resource_id <= sqlc.arg(until) ORDER BY resource_id, number, ordinal;

-- name: ListRecordedPositions :many
SELECT id, from_number, body FROM position_versions WHERE workspace_id = $1 AND id > $2 AND id <= sqlc.arg(until);

-- name: ListRecordedEvidence :many
SELECT id, from_number, body FROM evidence_versions WHERE workspace_id = $1 AND id > $2 AND id <= sqlc.arg(until);

-- name: ListBadOrdinals :many
SELECT number FROM changes WHERE workspace_id = $1 GROUP BY number HAVING MIN(ordinal) <> 0 OR MAX(ordinal) <> COUNT(*) - 1 ORDER BY number;

-- name: ListPositionBodies :many
SELECT id, body FROM positions WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT CAST(sqlc.arg(at_most) AS BIGINT);

-- name: ListSlugs :many
-- Also of a workspace whose settings are gone.
SELECT slug FROM workspaces ORDER BY id;
