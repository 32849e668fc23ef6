-- name: GetPosition :one
SELECT body FROM positions WHERE workspace_id = $1 AND id = $2;

-- name: FindPosition :one
SELECT body FROM positions WHERE workspace_id = $1 AND slug = $2;

-- name: ListPositions :many
SELECT body FROM positions WHERE workspace_id = $1 /*filter*/;

-- name: InsertPosition :exec
INSERT INTO positions (workspace_id, id, number, negotiation_id, issue_id, party_id, proposal_id, round_id, speaker_id, on_behalf_of_id, in_reply_to_id, slug, act, stance, status, stated_earliest, stated_latest, ended_earliest, ended_latest, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21);

-- name: UpdatePosition :execrows
UPDATE positions SET number = $3, negotiation_id = $4, issue_id = $5, party_id = $6, proposal_id = $7, round_id = $8, speaker_id = $9, on_behalf_of_id = $10, in_reply_to_id = $11, slug = $12, act = $13, stance = $14, status = $15, stated_earliest = $16, stated_latest = $17, ended_earliest = $18, ended_latest = $19, search = $20, body = $21
WHERE workspace_id = $1 AND id = $2;

-- name: InsertPositionReference :exec
INSERT INTO position_references (workspace_id, position_id, number, role, ordinal, party_id, issue_id, proposal_id, other_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: DeletePositionReferences :exec
DELETE FROM position_references WHERE workspace_id = $1 AND position_id = $2 AND number = $3;

-- name: ListSuperseders :many
SELECT p.body FROM position_references r
JOIN positions p ON p.workspace_id = r.workspace_id AND p.id = r.position_id AND p.number = r.number
WHERE r.workspace_id = $1 AND r.other_id = $2 AND r.role = 'supersedes' AND p.status = 'accepted'
ORDER BY p.stated_earliest, p.id;

-- name: IsSuperseded :one
SELECT CAST(COUNT(*) AS BIGINT) FROM (
  SELECT r.position_id FROM position_references r
  JOIN positions p ON p.workspace_id = r.workspace_id AND p.id = r.position_id AND p.number = r.number
  WHERE r.workspace_id = $1 AND r.other_id = $2 AND r.role = 'supersedes' LIMIT 1
) found;

-- name: ListWholePositions :many
-- The head is read apart from the rows: joined, it let SQLite sort them once more.
SELECT positions.id, positions.number, positions.status, positions.act, positions.stated_earliest, positions.stated_latest, positions.ended_earliest,
  positions.ended_latest, positions.body, COALESCE(e.body, '') AS evidence_body, COALESCE(e.passage_body, '') AS passage_body,
  COALESCE(e.article_body, '') AS article_body,
  CAST((SELECT w.head FROM workspaces w WHERE w.id = sqlc.arg(workspace_id)) AS BIGINT) AS head, CAST((SELECT w.recorded_at FROM workspaces w WHERE w.id = sqlc.arg(workspace_id)) AS BIGINT) AS recorded_at,
  CAST(CASE WHEN EXISTS (SELECT 1 FROM similar_revisions s WHERE s.workspace_id = e.workspace_id AND s.article_id = e.article_id)
    THEN 1 ELSE 0 END AS BIGINT) AS alike
FROM positions
LEFT JOIN evidence_versions e ON e.workspace_id = positions.workspace_id AND e.position_id = positions.id AND NOT e.retracted
  AND e.to_number = sqlc.arg(open)
WHERE positions.workspace_id = sqlc.arg(workspace_id) /*filter*/;
