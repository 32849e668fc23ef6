-- Programs before this one know nothing of what goes with evidence and would leave it as it was. So
-- they are kept from writing: first of all, each takes a number under the name that goes here. On
-- PostgreSQL this also waits for the writes that are under way.
ALTER TABLE workspaces RENAME COLUMN head_at TO recorded_at;
-- What evidence is shown with goes with it: the passage and the article as they are, and the
-- number since when they are so. Who reads an earlier number finds them in the ledger's copies.
ALTER TABLE evidence_versions ADD COLUMN passage_body TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_versions ADD COLUMN article_body TEXT NOT NULL DEFAULT '';
ALTER TABLE evidence_versions ADD COLUMN shown BIGINT NOT NULL DEFAULT 0;
UPDATE evidence_versions SET passage_body = p.body, article_body = a.body,
  shown = CASE WHEN p.number > a.number THEN p.number ELSE a.number END
FROM passages p, articles a
WHERE p.workspace_id = evidence_versions.workspace_id AND p.id = evidence_versions.passage_id
  AND a.workspace_id = evidence_versions.workspace_id AND a.id = evidence_versions.article_id;
