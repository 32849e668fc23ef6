-- Texts are looked for by their runs. While the statistics say nothing of the rows of
-- a long import, PostgreSQL takes the workspace for selective and would read all its
-- runs for each text; with the run first there is no such way.
ALTER TABLE text_runs DROP CONSTRAINT text_runs_pkey, ADD PRIMARY KEY (run, workspace_id, text_number);
