-- name: GetBodyAt :one
SELECT COALESCE(after, '') AS body FROM changes
WHERE workspace_id = $1 AND resource_id = $2 AND kind = $3 AND number <= sqlc.arg(at) AND to_number > sqlc.arg(at)
ORDER BY number DESC LIMIT 1;

-- name: FindBodyAt :one
SELECT COALESCE(after, '') AS body FROM changes
WHERE workspace_id = $1 AND kind = $2 AND slug = $3 AND number <= sqlc.arg(at) AND to_number > sqlc.arg(at)
ORDER BY number DESC LIMIT 1;

-- name: ListBodiesAt :many
SELECT COALESCE(after, '') AS body FROM changes
WHERE workspace_id = $1 AND number <= $2 AND to_number > $2 AND kind = $3 /*filter*/;

-- name: ListChangedPositions :many
SELECT id FROM (
  SELECT v.id FROM position_versions v
  WHERE v.workspace_id = $1 AND v.from_number > sqlc.arg(after) AND v.from_number <= sqlc.arg(until)
  UNION
  SELECT e.position_id FROM evidence_versions e
  WHERE e.workspace_id = $1 AND e.from_number > sqlc.arg(after) AND e.from_number <= sqlc.arg(until) AND e.position_id IS NOT NULL
  UNION
  SELECT e.position_id FROM changes c
  JOIN evidence_versions e ON e.workspace_id = c.workspace_id AND e.passage_id = c.resource_id
  WHERE c.workspace_id = $1 AND c.kind = 'passage' AND c.number > sqlc.arg(after) AND c.number <= sqlc.arg(until)
    AND c.before IS NOT NULL AND e.position_id IS NOT NULL
) changed
WHERE EXISTS (SELECT 1 FROM position_versions n WHERE n.workspace_id = $1 AND n.id = changed.id AND n.negotiation_id = sqlc.arg(negotiation))
ORDER BY id LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: ListAcceptances :many
SELECT v.id, CAST(MIN(v.from_number) AS BIGINT) AS number, CAST(MIN(t.recorded_at) AS BIGINT) AS recorded_at
FROM position_versions v
JOIN transactions t ON t.workspace_id = v.workspace_id AND t.number = v.from_number
WHERE v.workspace_id = $1 AND v.from_number <= $2 AND v.status = 'accepted' /*filter*/
GROUP BY v.id;

-- name: ListArticlesAt :many
SELECT COALESCE(c.after, '') AS body, COALESCE(r.length, 0) AS length, COALESCE(r.sha256, '') AS sha256
FROM articles
JOIN changes c ON c.workspace_id = articles.workspace_id AND c.resource_id = articles.id AND c.kind = 'article' AND c.number <= $2 AND c.to_number > $2
LEFT JOIN revisions r ON r.workspace_id = articles.workspace_id AND r.article_id = articles.id AND r.revision = (
  SELECT MAX(n.revision) FROM revisions n WHERE n.workspace_id = articles.workspace_id AND n.article_id = articles.id AND n.number <= $2)
WHERE articles.workspace_id = $1 /*filter*/;

-- name: ListPassagesAt :many
SELECT COALESCE(c.after, '') AS body, COALESCE(a.after, '') AS article_body
FROM passages
JOIN changes c ON c.workspace_id = passages.workspace_id AND c.resource_id = passages.id AND c.kind = 'passage' AND c.number <= $2 AND c.to_number > $2
JOIN changes a ON a.workspace_id = passages.workspace_id AND a.resource_id = passages.article_id AND a.kind = 'article' AND a.number <= $2 AND a.to_number > $2
WHERE passages.workspace_id = $1 /*filter*/;
