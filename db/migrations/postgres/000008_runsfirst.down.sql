ALTER TABLE text_runs DROP CONSTRAINT text_runs_pkey, ADD PRIMARY KEY (workspace_id, run, text_number);
