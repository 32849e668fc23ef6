-- name: GetParticipation :one
SELECT body FROM participations WHERE workspace_id = $1 AND id = $2;

-- name: ListParticipations :many
SELECT body FROM participations WHERE workspace_id = $1 /*filter*/;

-- name: InsertParticipation :exec
INSERT INTO participations (workspace_id, id, number, retracted, negotiation_id, party_id, role, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: UpdateParticipation :execrows
UPDATE participations SET number = $3, retracted = $4, negotiation_id = $5, party_id = $6, role = $7, body = $8
WHERE workspace_id = $1 AND id = $2;
