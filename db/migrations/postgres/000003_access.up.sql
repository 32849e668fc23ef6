-- Who may do what: a workspace has keys, each with one role, and may be public,
-- which lets anyone read it.
CREATE TABLE workspace_settings (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  name TEXT NOT NULL,
  public BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id)
);
INSERT INTO workspace_settings (workspace_id, name, public, created_at) SELECT id, '', FALSE, 0 FROM workspaces;

-- Of a key only a hash is stored. The prefix is shown, and found by; expires_at and
-- revoked_at are in the far future while they are not set, last_used_at 0.
CREATE TABLE keys (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  prefix TEXT NOT NULL,
  hash BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  revoked_at BIGINT NOT NULL,
  revoked_by TEXT,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name),
  UNIQUE (workspace_id, prefix)
);
