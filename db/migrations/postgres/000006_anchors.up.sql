-- Where each passage stood in each revision, with who says so: rows are only added,
-- also where a person places a passage anew in a revision in which it was found by
-- rule. body is the record as the API shows it.
CREATE TABLE old_passage_anchors AS SELECT * FROM passage_anchors;
DROP TABLE passage_anchors;
CREATE TABLE passage_anchors (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  passage_id UUID NOT NULL,
  article_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  number BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, passage_id, revision, number),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passages (workspace_id, id),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
);
CREATE INDEX passage_anchors_by_article ON passage_anchors (workspace_id, article_id, revision);
INSERT INTO passage_anchors (workspace_id, passage_id, article_id, revision, number, body)
SELECT workspace_id, passage_id, article_id, revision, number,
  CAST(json_build_object('revision', revision, 'state', state, 'start', start_offset, 'end', end_offset, 'exact', exact, 'score', score) AS TEXT)
FROM old_passage_anchors;
-- A passage selected in an old revision had no record of it.
INSERT INTO passage_anchors (workspace_id, passage_id, article_id, revision, number, body)
SELECT p.workspace_id, p.id, p.article_id, p.revision, a.number,
  CAST(json_build_object('revision', p.revision, 'state', 'anchored', 'start', CAST(p.body::jsonb ->> 'start' AS BIGINT), 'end', CAST(p.body::jsonb ->> 'end' AS BIGINT), 'exact', p.body::jsonb ->> 'exact') AS TEXT)
FROM passages p
JOIN (SELECT workspace_id, passage_id, MIN(revision) AS revision, MIN(number) AS number FROM old_passage_anchors GROUP BY workspace_id, passage_id) a
  ON a.workspace_id = p.workspace_id AND a.passage_id = p.id
WHERE a.revision > p.revision;
DROP TABLE old_passage_anchors;

-- Whether a person has seen where, or that, the passage went: what is left for review is not.
ALTER TABLE passages ADD COLUMN reviewed BOOLEAN NOT NULL DEFAULT false;
