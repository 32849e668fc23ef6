-- name: ListWebhooks :many
SELECT * FROM webhooks WHERE workspace_id = $1 ORDER BY id;

-- name: GetWebhook :one
SELECT * FROM webhooks WHERE workspace_id = $1 AND id = $2;

-- name: ListActiveWebhooks :many
SELECT w.slug AS workspace, h.id FROM webhooks h JOIN workspaces w ON w.id = h.workspace_id WHERE h.state = 'active' ORDER BY h.workspace_id, h.id;

-- name: InsertWebhook :exec
INSERT INTO webhooks (workspace_id, id, url, description, filter, state, secret, previous_secret, previous_until, after_number, after_ordinal,
  attempts, failing_since, next_attempt_at, paused_at, created_at, created_by, changed_at, turn, owner, owned_until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, 0, 0, 0, 0, $11, $12, $13, 0, '', 0);

-- name: TakeWebhookTurn :one
-- Locks the row until the end of the transaction.
UPDATE webhooks SET turn = turn + 1 WHERE workspace_id = $1 AND id = $2 RETURNING *;

-- name: UpdateWebhook :exec
UPDATE webhooks SET url = $3, description = $4, filter = $5, state = $6, secret = $7, previous_secret = $8, previous_until = $9,
  after_number = $10, after_ordinal = $11, attempts = $12, failing_since = $13, next_attempt_at = $14, paused_at = $15, paused_by = $16,
  paused_because = $17, changed_at = $18
WHERE workspace_id = $1 AND id = $2;

-- name: ClaimWebhook :one
UPDATE webhooks SET owner = $3, owned_until = $4
WHERE workspace_id = $1 AND id = $2 AND state = 'active' AND (owner = $3 OR owned_until < $5)
RETURNING *;

-- name: ReleaseWebhook :exec
UPDATE webhooks SET owner = '', owned_until = 0 WHERE workspace_id = $1 AND id = $2 AND owner = $3;

-- name: PassWebhook :one
-- What was delivered was, also if the webhook was paused or changed meanwhile; not if it was sent elsewhere.
UPDATE webhooks SET after_number = $6, after_ordinal = $7, attempts = 0, failing_since = 0, next_attempt_at = 0
WHERE workspace_id = $1 AND id = $2 AND owner = $3 AND after_number = $4 AND after_ordinal = $5
RETURNING turn;

-- name: FailWebhook :exec
UPDATE webhooks SET attempts = $5, failing_since = $6, next_attempt_at = $7, state = $8, paused_at = $9, paused_by = $10, paused_because = $11,
  changed_at = $12
WHERE workspace_id = $1 AND id = $2 AND owner = $3 AND turn = $4;

-- name: InsertDelivery :exec
INSERT INTO webhook_deliveries (workspace_id, webhook_id, id, number, ordinal, outcome, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: ListDeliveries :many
SELECT body FROM webhook_deliveries WHERE workspace_id = $1 AND webhook_id = $2 /*filter*/;

-- name: DeleteDeliveries :exec
DELETE FROM webhook_deliveries WHERE workspace_id = $1 AND webhook_id = $2 AND id < $3;

-- name: ListAllWebhooks :many
SELECT workspace_id, id FROM webhooks ORDER BY workspace_id, id;

-- name: CountWebhooks :many
-- For whoever runs the server: over all workspaces, so it tells of none.
SELECT CAST(CASE WHEN h.state = 'active' AND h.attempts > 0 THEN 'failing' ELSE h.state END AS TEXT) AS state,
  CAST(COUNT(*) AS BIGINT) AS webhooks, CAST(SUM(w.head - h.after_number) AS BIGINT) AS waiting
FROM webhooks h JOIN workspaces w ON w.id = h.workspace_id GROUP BY 1;
