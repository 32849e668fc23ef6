-- The same order of columns as on PostgreSQL, which needs it.
CREATE TABLE text_runs_new (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  run INTEGER NOT NULL,
  text_number INTEGER NOT NULL,
  PRIMARY KEY (run, workspace_id, text_number)
) STRICT, WITHOUT ROWID;
INSERT INTO text_runs_new (workspace_id, run, text_number)
SELECT workspace_id, run, text_number FROM text_runs ORDER BY run, workspace_id, text_number;
DROP TABLE text_runs;
ALTER TABLE text_runs_new RENAME TO text_runs;
