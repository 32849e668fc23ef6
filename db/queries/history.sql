-- name: ListHistory :many
SELECT positions.body, COALESCE(e.body, '') AS evidence_body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.passage_id
    AND c.kind = 'passage' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.passage_body END, '') AS TEXT) AS passage_body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.article_id
    AND c.kind = 'article' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.article_body END, '') AS TEXT) AS article_body
FROM position_versions positions
LEFT JOIN evidence_versions e ON e.workspace_id = positions.workspace_id AND e.position_id = positions.id
  AND e.relation = 'supports' AND NOT e.retracted AND e.from_number <= sqlc.arg(at) AND e.to_number > sqlc.arg(at)
WHERE positions.workspace_id = $1 AND positions.from_number <= sqlc.arg(at) AND positions.to_number > sqlc.arg(at) /*filter*/;

-- name: CountHistory :one
SELECT CAST(COUNT(*) AS BIGINT) AS found
FROM position_versions positions
LEFT JOIN evidence_versions e ON e.workspace_id = positions.workspace_id AND e.position_id = positions.id
  AND e.relation = 'supports' AND NOT e.retracted AND e.from_number <= $2 AND e.to_number > $2
WHERE positions.workspace_id = $1 AND positions.from_number <= $2 AND positions.to_number > $2 /*filter*/;

-- name: CountPositions :one
SELECT CAST(COUNT(*) AS BIGINT) AS found
FROM position_versions positions
WHERE positions.workspace_id = $1 AND positions.from_number <= $2 AND positions.to_number > $2 /*filter*/;
