-- Of several records of one revision the newest is kept; who placed a passage, and
-- why, stays in the ledger.
CREATE TABLE new_passage_anchors AS SELECT * FROM passage_anchors;
DROP TABLE passage_anchors;
CREATE TABLE passage_anchors (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  passage_id UUID NOT NULL,
  article_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  number BIGINT NOT NULL,
  state TEXT NOT NULL,
  start_offset BIGINT,
  end_offset BIGINT,
  exact TEXT,
  score DOUBLE PRECISION,
  PRIMARY KEY (workspace_id, passage_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passages (workspace_id, id),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
);
CREATE INDEX passage_anchors_by_article ON passage_anchors (workspace_id, article_id, revision);
INSERT INTO passage_anchors (workspace_id, passage_id, article_id, revision, number, state, start_offset, end_offset, exact, score)
SELECT workspace_id, passage_id, article_id, revision, number, body::jsonb ->> 'state', CAST(body::jsonb ->> 'start' AS BIGINT), CAST(body::jsonb ->> 'end' AS BIGINT),
  body::jsonb ->> 'exact', CAST(body::jsonb ->> 'score' AS DOUBLE PRECISION)
FROM new_passage_anchors n
WHERE NOT EXISTS (SELECT 1 FROM new_passage_anchors m WHERE m.workspace_id = n.workspace_id AND m.passage_id = n.passage_id
  AND m.revision = n.revision AND m.number > n.number);
DROP TABLE new_passage_anchors;
ALTER TABLE passages DROP COLUMN reviewed;
