-- name: ListChain :many
SELECT number, recorded_at, actor, reason, hash FROM transactions
WHERE workspace_id = $1 AND number > $2 ORDER BY number LIMIT CAST(sqlc.arg(at_most) AS BIGINT);

-- name: GetHeadOfWorkspace :one
SELECT head, recorded_at, (SELECT COUNT(*) FROM workspace_settings s WHERE s.workspace_id = w.id) AS named
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

-- name: ListUnmirrored :many
-- Likenesses that do not stand from the other side as they do from this one.
SELECT a.article_id, a.revision, a.other_id, a.other_revision FROM similar_revisions a
WHERE a.workspace_id = $1 AND a.article_id > $2 AND a.article_id <= sqlc.arg(until) AND NOT EXISTS (
  SELECT 1 FROM similar_revisions b
  WHERE b.workspace_id = a.workspace_id AND b.article_id = a.other_id AND b.other_id = a.article_id AND b.revision = a.other_revision AND b.other_revision = a.revision
    AND b.number = a.number AND b.runs = a.other_runs AND b.other_runs = a.runs AND b.shared = a.shared AND b.score = a.score)
ORDER BY a.article_id, a.revision, a.other_id, a.other_revision;

-- name: ListRecordedLikenesses :many
-- With the numbers of both texts, and whether one of their articles became evidence under the likeness's own.
SELECT s.article_id, s.revision, s.other_id, s.other_revision, s.number, s.runs, s.other_runs, s.shared, s.score, a.number AS text_number, b.number AS other_number,
  CAST(CASE WHEN s.number = a.number OR s.number = b.number THEN 0
    WHEN EXISTS (SELECT 1 FROM evidence_versions e WHERE e.workspace_id = s.workspace_id AND e.from_number = s.number AND e.article_id IN (s.article_id, s.other_id)) THEN 1
    ELSE 0 END AS BIGINT) AS cited
FROM similar_revisions s
JOIN revisions a ON a.workspace_id = s.workspace_id AND a.article_id = s.article_id AND a.revision = s.revision
JOIN revisions b ON b.workspace_id = s.workspace_id AND b.article_id = s.other_id AND b.revision = s.other_revision
WHERE s.workspace_id = $1 AND s.article_id > $2 AND s.article_id <= sqlc.arg(until) AND s.article_id < s.other_id
ORDER BY s.article_id, s.other_id, s.revision, s.other_revision;

-- name: ListCitedTogether :many
-- Articles that were ever evidence for one position, and whose newest texts have no likeness.
SELECT DISTINCT e.article_id, o.article_id AS other_id FROM evidence_versions e
JOIN evidence_versions o ON o.workspace_id = e.workspace_id AND o.position_id = e.position_id AND o.article_id > e.article_id
WHERE e.workspace_id = $1 AND e.article_id > $2 AND e.article_id <= sqlc.arg(until) AND e.position_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM similar_revisions s
  WHERE s.workspace_id = e.workspace_id AND s.article_id = e.article_id AND s.other_id = o.article_id
    AND s.revision = (SELECT MAX(r.revision) FROM revisions r WHERE r.workspace_id = e.workspace_id AND r.article_id = e.article_id AND r.text_number IS NOT NULL)
    AND s.other_revision = (SELECT MAX(r.revision) FROM revisions r WHERE r.workspace_id = o.workspace_id AND r.article_id = o.article_id AND r.text_number IS NOT NULL))
ORDER BY e.article_id, o.article_id;

-- name: ListUnindexed :many
-- What search is to find and has no entry for. A party that was merged into another needs none.
SELECT CAST('party' AS TEXT) AS kind, r.id FROM parties r
WHERE r.workspace_id = $1 AND r.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.workspace_id = r.workspace_id AND e.id = r.id AND e.kind = 'party')
UNION ALL SELECT CAST('issue' AS TEXT) AS kind, r.id FROM issues r
WHERE r.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.workspace_id = r.workspace_id AND e.id = r.id AND e.kind = 'issue')
UNION ALL SELECT CAST('article' AS TEXT) AS kind, r.id FROM articles r
WHERE r.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.workspace_id = r.workspace_id AND e.id = r.id AND e.kind = 'article')
UNION ALL SELECT CAST('position' AS TEXT) AS kind, r.id FROM positions r
WHERE r.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.workspace_id = r.workspace_id AND e.id = r.id AND e.kind = 'position')
UNION ALL SELECT CAST('passage' AS TEXT) AS kind, r.id FROM passages r
WHERE r.workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM search_entries e WHERE e.workspace_id = r.workspace_id AND e.id = r.id AND e.kind = 'passage');

-- name: ListIndexedNothing :many
-- Entries of search for what is not there.
SELECT e.kind, e.id FROM search_entries e
WHERE e.workspace_id = $1
  AND NOT (e.kind = 'party' AND EXISTS (SELECT 1 FROM parties r WHERE r.workspace_id = e.workspace_id AND r.id = e.id))
  AND NOT (e.kind = 'issue' AND EXISTS (SELECT 1 FROM issues r WHERE r.workspace_id = e.workspace_id AND r.id = e.id))
  AND NOT (e.kind = 'article' AND EXISTS (SELECT 1 FROM articles r WHERE r.workspace_id = e.workspace_id AND r.id = e.id))
  AND NOT (e.kind = 'position' AND EXISTS (SELECT 1 FROM positions r WHERE r.workspace_id = e.workspace_id AND r.id = e.id))
  AND NOT (e.kind = 'passage' AND EXISTS (SELECT 1 FROM passages r WHERE r.workspace_id = e.workspace_id AND r.id = e.id))
ORDER BY e.id;

-- name: ListShownOtherwise :many
SELECT e.id, e.from_number FROM evidence_versions e
JOIN changes p ON p.workspace_id = e.workspace_id AND p.resource_id = e.passage_id AND p.kind = 'passage' AND p.to_number = sqlc.arg(open)
JOIN changes a ON a.workspace_id = e.workspace_id AND a.resource_id = e.article_id AND a.kind = 'article' AND a.to_number = sqlc.arg(open)
WHERE e.workspace_id = $1 AND e.id > $2 AND e.id <= sqlc.arg(until)
  AND (e.passage_body <> p.after OR e.article_body <> a.after OR e.shown <> CASE WHEN p.number > a.number THEN p.number ELSE a.number END);
