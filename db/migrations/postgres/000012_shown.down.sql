ALTER TABLE evidence_versions DROP COLUMN passage_body;
ALTER TABLE evidence_versions DROP COLUMN article_body;
ALTER TABLE evidence_versions DROP COLUMN shown;
ALTER TABLE workspaces RENAME COLUMN recorded_at TO head_at;
