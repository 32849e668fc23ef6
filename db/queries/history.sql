-- name: ListHistory :many
SELECT positions.body, COALESCE(e.body, '') AS evidence_body, COALESCE(p.body, '') AS passage_body, COALESCE(a.body, '') AS article_body
FROM positions
LEFT JOIN evidence e ON e.workspace_id = positions.workspace_id AND e.position_id = positions.id
  AND e.relation = 'supports' AND NOT e.retracted
LEFT JOIN passages p ON p.workspace_id = e.workspace_id AND p.id = e.passage_id
LEFT JOIN articles a ON a.workspace_id = e.workspace_id AND a.id = e.article_id
WHERE positions.workspace_id = $1 /*filter*/;
