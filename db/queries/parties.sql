-- name: GetParty :one
SELECT body FROM parties WHERE workspace_id = $1 AND id = $2;

-- name: FindParty :one
SELECT body FROM parties WHERE workspace_id = $1 AND slug = $2;

-- name: ListParties :many
SELECT body FROM parties WHERE workspace_id = $1 /*filter*/;

-- name: InsertParty :exec
INSERT INTO parties (workspace_id, id, number, retracted, slug, kind, merged_into_id, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: UpdateParty :execrows
UPDATE parties SET number = $3, retracted = $4, slug = $5, kind = $6, merged_into_id = $7, search = $8, body = $9
WHERE workspace_id = $1 AND id = $2;

-- name: InsertPartyName :exec
INSERT INTO party_names (workspace_id, party_id, name)
VALUES ($1, $2, $3);

-- name: DeletePartyNames :exec
DELETE FROM party_names WHERE workspace_id = $1 AND party_id = $2;

-- name: InsertPartyIdentifier :exec
INSERT INTO party_identifiers (workspace_id, scheme, value, party_id)
VALUES ($1, $2, $3, $4);

-- name: DeletePartyIdentifiers :exec
DELETE FROM party_identifiers WHERE workspace_id = $1 AND party_id = $2;

-- name: FindPartyByIdentifier :one
SELECT party_id FROM party_identifiers WHERE workspace_id = $1 AND scheme = $2 AND value = $3;
