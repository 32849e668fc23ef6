-- name: InsertSearchEntry :exec
INSERT INTO search_entries (workspace_id, id, kind, place, pieces, earliest, latest, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: UpdateSearchEntry :exec
UPDATE search_entries SET place = $3, pieces = $4, earliest = $5, latest = $6, digest = $7
WHERE workspace_id = $1 AND id = $2;

-- name: EmptySearchEntry :exec
UPDATE search_entries SET pieces = 0, digest = 0 WHERE workspace_id = $1 AND id = $2;

-- name: GetSearchEntry :one
SELECT place, pieces, digest FROM search_entries WHERE workspace_id = $1 AND id = $2;

-- name: InsertSearchName :exec
INSERT INTO search_names (workspace_id, words, party_id)
VALUES ($1, $2, $3);

-- name: DeleteSearchNames :exec
DELETE FROM search_names WHERE workspace_id = $1 AND party_id = $2;

-- name: ListSearchNames :many
SELECT words, party_id FROM search_names WHERE workspace_id = $1 /*filter*/;

-- name: ListSearchBacklog :many
SELECT workspace_id, kind, after FROM search_backlog ORDER BY workspace_id, kind;

-- name: GetSearchBacklog :one
SELECT kind, after FROM search_backlog WHERE workspace_id = $1 ORDER BY kind LIMIT 1;

-- name: UpdateSearchBacklog :exec
UPDATE search_backlog SET after = $3 WHERE workspace_id = $1 AND kind = $2;

-- name: DeleteSearchBacklog :exec
DELETE FROM search_backlog WHERE workspace_id = $1 AND kind = $2;

-- name: ListPassageStatements :many
SELECT e.passage_id, p.body FROM evidence e
JOIN positions p ON p.workspace_id = e.workspace_id AND p.id = e.position_id
WHERE e.workspace_id = $1 AND NOT e.retracted AND p.status = 'accepted' /*filter*/
ORDER BY e.passage_id, p.id;

-- name: ListPositionSources :many
SELECT e.position_id, e.passage_id, a.publisher FROM evidence e
JOIN articles a ON a.workspace_id = e.workspace_id AND a.id = e.article_id
WHERE e.workspace_id = $1 AND NOT e.retracted AND e.position_id IS NOT NULL /*filter*/
ORDER BY e.position_id, e.id;

-- name: ListArticlePositions :many
SELECT DISTINCT position_id FROM evidence_versions
WHERE workspace_id = $1 AND article_id = $2 AND to_number = sqlc.arg(open) AND position_id IS NOT NULL;
