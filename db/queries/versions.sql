-- name: OpenPositionVersion :exec
INSERT INTO position_versions (workspace_id, id, from_number, to_number, negotiation_id, issue_id, party_id, proposal_id, round_id, speaker_id, on_behalf_of_id, slug, act, stance, status, stated_earliest, stated_latest, ended_earliest, ended_latest, search, body)
SELECT workspace_id, id, number, CAST(sqlc.arg(open) AS BIGINT), negotiation_id, issue_id, party_id, proposal_id, round_id, speaker_id, on_behalf_of_id, slug, act, stance, status, stated_earliest, stated_latest, ended_earliest, ended_latest, search, body
FROM positions p WHERE p.workspace_id = $1 AND p.id = $2;

-- name: ClosePositionVersion :exec
UPDATE position_versions SET to_number = $3
WHERE workspace_id = $1 AND id = $2 AND to_number = sqlc.arg(open) AND from_number < $3;

-- name: DropPositionVersion :exec
DELETE FROM position_versions WHERE workspace_id = $1 AND id = $2 AND from_number = $3;

-- name: ListPositionVersions :many
SELECT v.from_number, t.recorded_at, t.actor, t.reason, v.body
FROM position_versions v
JOIN transactions t ON t.workspace_id = v.workspace_id AND t.number = v.from_number
WHERE v.workspace_id = $1 /*filter*/;

-- name: GetPositionAt :one
SELECT body FROM position_versions
WHERE workspace_id = $1 AND id = $2 AND from_number <= sqlc.arg(at) AND to_number > sqlc.arg(at)
ORDER BY from_number DESC LIMIT 1;

-- name: FindPositionAt :one
SELECT body FROM position_versions
WHERE workspace_id = $1 AND slug = $2 AND from_number <= sqlc.arg(at) AND to_number > sqlc.arg(at)
ORDER BY from_number DESC LIMIT 1;

-- name: ListPositionsAt :many
SELECT body FROM position_versions positions
WHERE workspace_id = $1 AND from_number <= $2 AND to_number > $2 /*filter*/;

-- name: GetWholePositionAt :many
-- The columns are those of ListWholePositions; nobody asks it for the head.
SELECT positions.id, positions.from_number AS number, positions.status, positions.act, positions.stated_earliest, positions.stated_latest, positions.ended_earliest,
  positions.ended_latest, positions.body, COALESCE(e.body, '') AS evidence_body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.passage_id
    AND c.kind = 'passage' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.passage_body END, '') AS TEXT) AS passage_body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.article_id
    AND c.kind = 'article' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.article_body END, '') AS TEXT) AS article_body,
  CAST(0 AS BIGINT) AS head, CAST(0 AS BIGINT) AS recorded_at,
  CAST(CASE WHEN EXISTS (SELECT 1 FROM similar_revisions s WHERE s.workspace_id = e.workspace_id AND s.article_id = e.article_id)
    THEN 1 ELSE 0 END AS BIGINT) AS alike
FROM position_versions positions
LEFT JOIN evidence_versions e ON e.workspace_id = positions.workspace_id AND e.position_id = positions.id
  AND NOT e.retracted AND e.from_number <= sqlc.arg(at) AND e.to_number > sqlc.arg(at)
WHERE positions.workspace_id = $1 AND positions.id = $2
  AND positions.from_number <= sqlc.arg(at) AND positions.to_number > sqlc.arg(at)
ORDER BY e.id;

-- name: OpenEvidenceVersion :exec
INSERT INTO evidence_versions (workspace_id, id, from_number, to_number, retracted, position_id, salience_id, passage_id, article_id, relation, attribution, body,
  passage_body, article_body, shown)
SELECT e.workspace_id, e.id, e.number, CAST(sqlc.arg(open) AS BIGINT), e.retracted, e.position_id, e.salience_id, e.passage_id, e.article_id, e.relation, e.attribution, e.body,
  p.body, a.body, CASE WHEN p.number > a.number THEN p.number ELSE a.number END
FROM evidence e
JOIN passages p ON p.workspace_id = e.workspace_id AND p.id = e.passage_id
JOIN articles a ON a.workspace_id = e.workspace_id AND a.id = e.article_id
WHERE e.workspace_id = $1 AND e.id = $2;

-- name: ShowPassage :exec
UPDATE evidence_versions SET passage_body = $3, shown = $4 WHERE workspace_id = $1 AND passage_id = $2;

-- name: ShowArticle :exec
UPDATE evidence_versions SET article_body = $3, shown = $4 WHERE workspace_id = $1 AND article_id = $2;

-- name: CloseEvidenceVersion :exec
UPDATE evidence_versions SET to_number = $3
WHERE workspace_id = $1 AND id = $2 AND to_number = sqlc.arg(open) AND from_number < $3;

-- name: DropEvidenceVersion :exec
DELETE FROM evidence_versions WHERE workspace_id = $1 AND id = $2 AND from_number = $3;

-- name: GetEvidenceAt :one
SELECT body FROM evidence_versions
WHERE workspace_id = $1 AND id = $2 AND from_number <= sqlc.arg(at) AND to_number > sqlc.arg(at)
ORDER BY from_number DESC LIMIT 1;

-- name: ListCitedEvidenceAt :many
SELECT e.body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.passage_id
    AND c.kind = 'passage' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.passage_body END, '') AS TEXT) AS passage_body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.article_id
    AND c.kind = 'article' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.article_body END, '') AS TEXT) AS article_body,
  CAST(CASE WHEN EXISTS (SELECT 1 FROM similar_revisions s WHERE s.workspace_id = e.workspace_id AND s.article_id = e.article_id)
    THEN 1 ELSE 0 END AS BIGINT) AS alike
FROM evidence_versions e
WHERE e.workspace_id = $1 AND e.from_number <= sqlc.arg(at) AND e.to_number > sqlc.arg(at) /*filter*/;

-- name: ListEvidenceAt :many
SELECT e.body,
  CAST(COALESCE(CASE WHEN e.shown > sqlc.arg(at) THEN (SELECT c.after FROM changes c WHERE c.workspace_id = e.workspace_id AND c.resource_id = e.passage_id
    AND c.kind = 'passage' AND c.number <= sqlc.arg(at) AND c.to_number > sqlc.arg(at)) ELSE e.passage_body END, '') AS TEXT) AS passage_body
FROM evidence_versions e
WHERE e.workspace_id = $1 AND e.from_number <= sqlc.arg(at) AND e.to_number > sqlc.arg(at) /*filter*/;
