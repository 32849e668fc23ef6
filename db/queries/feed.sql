-- name: ListFeed :many
-- Of positions and evidence before and after are the versions that the number ended and began.
-- CROSS JOIN has SQLite walk the changes in their order rather than sort them.
SELECT c.number, c.ordinal, c.kind, c.resource_id, c.action, t.recorded_at, t.actor, t.reason,
  CAST((SELECT MAX(l.ordinal) FROM changes l WHERE l.workspace_id = c.workspace_id AND l.number = c.number) AS BIGINT) AS last_ordinal,
  COALESCE(c.before, pb.body, eb.body, '') AS before, COALESCE(c.after, pa.body, ea.body, '') AS after
FROM changes c
CROSS JOIN transactions t
LEFT JOIN position_versions pa ON c.kind = 'position' AND pa.workspace_id = c.workspace_id AND pa.id = c.resource_id AND pa.from_number = c.number
LEFT JOIN position_versions pb ON c.kind = 'position' AND pb.workspace_id = c.workspace_id AND pb.id = c.resource_id AND pb.to_number = c.number
LEFT JOIN evidence_versions ea ON c.kind = 'evidence' AND ea.workspace_id = c.workspace_id AND ea.id = c.resource_id AND ea.from_number = c.number
LEFT JOIN evidence_versions eb ON c.kind = 'evidence' AND eb.workspace_id = c.workspace_id AND eb.id = c.resource_id AND eb.to_number = c.number
WHERE c.workspace_id = $1 AND (c.number, c.ordinal) > (sqlc.arg(after_number), sqlc.arg(after_ordinal)) AND c.number <= sqlc.arg(until)
  AND t.workspace_id = c.workspace_id AND t.number = c.number /*filter*/;

-- name: ListBelongings :many
-- Evidence and positions count as recorded under the number of the change: in force
-- there, or until there. A NULL is read as the zero id. CROSS JOIN has SQLite begin with
-- the changes, which are few, as PostgreSQL does by itself.
WITH cited AS (
  SELECT c.workspace_id, c.number, c.ordinal, e.position_id, e.salience_id
  FROM changes c
  JOIN evidence_versions e ON e.workspace_id = c.workspace_id AND e.id = c.resource_id AND e.from_number <= c.number AND e.to_number >= c.number
  WHERE c.workspace_id = $1 AND c.kind = 'evidence' AND (c.number, c.ordinal) >= (sqlc.arg(first_number), sqlc.arg(first_ordinal)) AND (c.number, c.ordinal) <= (sqlc.arg(last_number), sqlc.arg(last_ordinal))
  UNION
  SELECT c.workspace_id, c.number, c.ordinal, e.position_id, e.salience_id
  FROM changes c
  JOIN evidence_versions e ON e.workspace_id = c.workspace_id AND e.passage_id = c.resource_id AND e.from_number <= c.number AND e.to_number >= c.number
  WHERE c.workspace_id = $1 AND c.kind = 'passage' AND (c.number, c.ordinal) >= (sqlc.arg(first_number), sqlc.arg(first_ordinal)) AND (c.number, c.ordinal) <= (sqlc.arg(last_number), sqlc.arg(last_ordinal))
  UNION
  SELECT c.workspace_id, c.number, c.ordinal, e.position_id, e.salience_id
  FROM changes c
  JOIN evidence_versions e ON e.workspace_id = c.workspace_id AND e.article_id = c.resource_id AND e.from_number <= c.number AND e.to_number >= c.number
  WHERE c.workspace_id = $1 AND c.kind IN ('article', 'revision') AND (c.number, c.ordinal) >= (sqlc.arg(first_number), sqlc.arg(first_ordinal)) AND (c.number, c.ordinal) <= (sqlc.arg(last_number), sqlc.arg(last_ordinal))
)
SELECT cited.number, cited.ordinal, v.negotiation_id, v.issue_id, v.party_id
FROM cited
CROSS JOIN position_versions v
WHERE v.workspace_id = cited.workspace_id AND v.id = cited.position_id AND v.from_number <= cited.number AND v.to_number >= cited.number
UNION
SELECT cited.number, cited.ordinal, i.negotiation_id, s.issue_id, s.party_id
FROM cited
CROSS JOIN salience s
CROSS JOIN issues i
WHERE s.workspace_id = cited.workspace_id AND s.id = cited.salience_id AND i.workspace_id = s.workspace_id AND i.id = s.issue_id
UNION
SELECT c.number, c.ordinal, i.negotiation_id, s.issue_id, s.party_id
FROM changes c
CROSS JOIN salience s
CROSS JOIN issues i
WHERE c.workspace_id = $1 AND c.kind = 'salience' AND (c.number, c.ordinal) >= (sqlc.arg(first_number), sqlc.arg(first_ordinal)) AND (c.number, c.ordinal) <= (sqlc.arg(last_number), sqlc.arg(last_ordinal))
  AND s.workspace_id = c.workspace_id AND s.id = c.resource_id AND i.workspace_id = s.workspace_id AND i.id = s.issue_id
UNION
SELECT c.number, c.ordinal, p.negotiation_id, pi.issue_id, p.author_id
FROM changes c
CROSS JOIN proposals p
LEFT JOIN proposal_issues pi ON pi.workspace_id = p.workspace_id AND pi.proposal_id = p.id
WHERE c.workspace_id = $1 AND c.kind = 'proposal_version' AND (c.number, c.ordinal) >= (sqlc.arg(first_number), sqlc.arg(first_ordinal)) AND (c.number, c.ordinal) <= (sqlc.arg(last_number), sqlc.arg(last_ordinal))
  AND p.workspace_id = c.workspace_id AND p.id = c.resource_id
UNION
SELECT c.number, c.ordinal, p.negotiation_id, NULL, p.party_id
FROM changes c
CROSS JOIN participations p
WHERE c.workspace_id = $1 AND c.kind = 'party' AND (c.number, c.ordinal) >= (sqlc.arg(first_number), sqlc.arg(first_ordinal)) AND (c.number, c.ordinal) <= (sqlc.arg(last_number), sqlc.arg(last_ordinal))
  AND p.workspace_id = c.workspace_id AND p.party_id = c.resource_id;

-- name: ListMergedInto :many
SELECT id FROM parties WHERE workspace_id = $1 /*filter*/;
