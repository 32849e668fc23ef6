-- name: ListHistory :many
SELECT positions.body, COALESCE(e.body, '') AS evidence_body, COALESCE(p.after, '') AS passage_body, COALESCE(a.after, '') AS article_body
FROM position_versions positions
LEFT JOIN evidence_versions e ON e.workspace_id = positions.workspace_id AND e.position_id = positions.id
  AND e.relation = 'supports' AND NOT e.retracted AND e.from_number <= $2 AND e.to_number > $2
LEFT JOIN changes p ON p.workspace_id = e.workspace_id AND p.resource_id = e.passage_id
  AND p.kind = 'passage' AND p.number <= $2 AND p.to_number > $2
LEFT JOIN changes a ON a.workspace_id = e.workspace_id AND a.resource_id = e.article_id
  AND a.kind = 'article' AND a.number <= $2 AND a.to_number > $2
WHERE positions.workspace_id = $1 AND positions.from_number <= $2 AND positions.to_number > $2 /*filter*/;

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
