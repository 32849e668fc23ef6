-- Who may do what: a workspace has keys, each with one role, and may be public,
-- which lets anyone read it.
CREATE TABLE workspace_settings (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  name TEXT NOT NULL,
  public INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id)
) STRICT;
INSERT INTO workspace_settings (workspace_id, name, public, created_at) SELECT id, '', 0, 0 FROM workspaces;

-- Of a key only a hash is stored. The prefix is shown, and found by; expires_at and
-- revoked_at are in the far future while they are not set, last_used_at 0.
CREATE TABLE keys (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  prefix TEXT NOT NULL,
  hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL,
  revoked_by TEXT,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name),
  UNIQUE (workspace_id, prefix)
) STRICT;
