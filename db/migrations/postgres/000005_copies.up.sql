-- Which articles have text in common is found when a text comes in.

-- The number of a text among those that were looked for in all others; null until
-- that was done (db/derivecopies.go). search_bounded is set where some of its runs
-- were too frequent to look by.
ALTER TABLE revisions ADD COLUMN text_number BIGINT;
ALTER TABLE revisions ADD COLUMN search_bounded BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX revisions_by_text_number ON revisions (workspace_id, text_number);
CREATE INDEX revisions_without_text_number ON revisions (workspace_id, number, article_id, revision) WHERE text_number IS NULL;
CREATE INDEX revisions_without_runs ON revisions (workspace_id, article_id, revision) WHERE runs IS NULL;

-- Where to find the newest texts by a sample of their runs: an index, in which a
-- row is a signed 32-bit hash and the text that has it.
CREATE TABLE text_runs (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  run BIGINT NOT NULL,
  text_number BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, run, text_number)
);

-- How many runs two texts share, once from each side; score is the share of the
-- smaller text's that this is, in millionths. Texts do not change, so neither does
-- a row; number says since when it is known.
CREATE TABLE similar_revisions (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  article_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  other_id UUID NOT NULL,
  other_revision BIGINT NOT NULL,
  number BIGINT NOT NULL,
  runs BIGINT NOT NULL,
  other_runs BIGINT NOT NULL,
  shared BIGINT NOT NULL,
  score BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, article_id, other_id, revision, other_revision),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision),
  FOREIGN KEY (workspace_id, other_id, other_revision) REFERENCES revisions (workspace_id, article_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number)
);
CREATE INDEX similar_revisions_by_score ON similar_revisions (workspace_id, article_id, revision, score, other_id);
