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
