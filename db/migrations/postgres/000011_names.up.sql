-- Persons are found by their last names too; parties recorded before are indexed anew.
INSERT INTO search_backlog (workspace_id, kind, after)
SELECT DISTINCT workspace_id, 'party', CAST('00000000-0000-0000-0000-000000000000' AS UUID) FROM parties
ON CONFLICT (workspace_id, kind) DO UPDATE SET after = excluded.after;
