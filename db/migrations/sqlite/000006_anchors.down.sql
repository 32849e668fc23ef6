-- Of several records of one revision the newest is kept; who placed a passage, and
-- why, stays in the ledger.
CREATE TABLE new_passage_anchors AS SELECT * FROM passage_anchors;
DROP TABLE passage_anchors;
CREATE TABLE passage_anchors (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  passage_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  start_offset INTEGER,
  end_offset INTEGER,
  exact TEXT,
  score REAL,
  PRIMARY KEY (workspace_id, passage_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passages (workspace_id, id),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
) STRICT;
CREATE INDEX passage_anchors_by_article ON passage_anchors (workspace_id, article_id, revision);
INSERT INTO passage_anchors (workspace_id, passage_id, article_id, revision, number, state, start_offset, end_offset, exact, score)
SELECT workspace_id, passage_id, article_id, revision, number, body ->> '$.state', body ->> '$.start', body ->> '$.end', body ->> '$.exact', body ->> '$.score'
FROM new_passage_anchors n
WHERE NOT EXISTS (SELECT 1 FROM new_passage_anchors m WHERE m.workspace_id = n.workspace_id AND m.passage_id = n.passage_id
  AND m.revision = n.revision AND m.number > n.number);
DROP TABLE new_passage_anchors;
ALTER TABLE passages DROP COLUMN reviewed;
