-- name: InsertPositionVersion :exec
INSERT INTO position_versions (workspace_id, position_id, from_number, to_number, negotiation_id, issue_id, party_id, status, stated_earliest, stated_latest, ended_earliest, ended_latest, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (workspace_id, position_id, from_number) DO UPDATE SET to_number = excluded.to_number, negotiation_id = excluded.negotiation_id, issue_id = excluded.issue_id, party_id = excluded.party_id, status = excluded.status, stated_earliest = excluded.stated_earliest, stated_latest = excluded.stated_latest, ended_earliest = excluded.ended_earliest, ended_latest = excluded.ended_latest, body = excluded.body;

-- name: ClosePositionVersion :exec
UPDATE position_versions SET to_number = $3
WHERE workspace_id = $1 AND position_id = $2 AND to_number = sqlc.arg(open) AND from_number < $3;

-- name: ListPositionVersions :many
SELECT v.from_number, t.recorded_at, t.actor, t.reason, v.body
FROM position_versions v
JOIN transactions t ON t.workspace_id = v.workspace_id AND t.number = v.from_number
WHERE v.workspace_id = $1 /*filter*/;

-- name: GetPositionBody :one
SELECT body FROM position_versions
WHERE workspace_id = $1 AND position_id = $2 AND from_number <= sqlc.arg(number) AND to_number > sqlc.arg(number);

-- name: InsertEvidenceVersion :exec
INSERT INTO evidence_versions (workspace_id, evidence_id, position_id, from_number, to_number, body)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (workspace_id, evidence_id, from_number) DO UPDATE SET position_id = excluded.position_id, to_number = excluded.to_number, body = excluded.body;

-- name: CloseEvidenceVersion :exec
UPDATE evidence_versions SET to_number = $3
WHERE workspace_id = $1 AND evidence_id = $2 AND to_number = sqlc.arg(open) AND from_number < $3;

-- name: GetEvidenceBody :one
SELECT body FROM evidence_versions
WHERE workspace_id = $1 AND evidence_id = $2 AND from_number <= sqlc.arg(number) AND to_number > sqlc.arg(number);
