-- name: ListChain :many
SELECT number, recorded_at, actor, reason, hash FROM transactions
WHERE workspace_id = $1 AND number > $2 ORDER BY number LIMIT CAST(sqlc.arg(at_most) AS BIGINT);

-- name: GetHeadNumber :one
SELECT head FROM workspaces WHERE id = $1;

-- name: ListTexts :many
SELECT article_id, revision, sha256, length, text, original FROM revisions
WHERE workspace_id = $1 AND (article_id, revision) > (sqlc.arg(article_id), CAST(sqlc.arg(revision) AS BIGINT)) ORDER BY article_id, revision LIMIT CAST(sqlc.arg(at_most) AS BIGINT);

-- name: ListRecordedTexts :many
SELECT after FROM changes WHERE workspace_id = $1 AND resource_id = $2 AND kind = 'revision';

-- name: ListSelectors :many
SELECT body FROM passages WHERE workspace_id = $1 AND article_id = $2 AND revision = $3 ORDER BY id;

-- name: ListStrays :many
SELECT CAST('negotiation' AS TEXT) AS kind, t.id FROM negotiations t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'negotiation' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('party' AS TEXT) AS kind, t.id FROM parties t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'party' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('membership' AS TEXT) AS kind, t.id FROM memberships t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'membership' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('participation' AS TEXT) AS kind, t.id FROM participations t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'participation' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('round' AS TEXT) AS kind, t.id FROM rounds t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'round' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('issue' AS TEXT) AS kind, t.id FROM issues t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'issue' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('proposal' AS TEXT) AS kind, t.id FROM proposals t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'proposal' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('article' AS TEXT) AS kind, t.id FROM articles t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'article' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('passage' AS TEXT) AS kind, t.id FROM passages t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'passage' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('salience' AS TEXT) AS kind, t.id FROM salience t LEFT JOIN changes c ON c.workspace_id = t.workspace_id AND c.resource_id = t.id AND c.kind = 'salience' AND c.to_number = $2
WHERE t.workspace_id = $1 AND (c.after IS NULL OR c.after <> t.body)
UNION ALL
SELECT CAST('position' AS TEXT) AS kind, t.id FROM positions t LEFT JOIN position_versions v ON v.workspace_id = t.workspace_id AND v.id = t.id AND v.to_number = $2
WHERE t.workspace_id = $1 AND (v.body IS NULL OR v.body <> t.body)
UNION ALL
SELECT CAST('evidence' AS TEXT) AS kind, t.id FROM evidence t LEFT JOIN evidence_versions v ON v.workspace_id = t.workspace_id AND v.id = t.id AND v.to_number = $2
WHERE t.workspace_id = $1 AND (v.body IS NULL OR v.body <> t.body);

-- name: ListPositionBodies :many
SELECT id, body FROM positions WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT CAST(sqlc.arg(at_most) AS BIGINT);
