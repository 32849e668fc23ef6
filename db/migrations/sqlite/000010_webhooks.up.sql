-- Who is told of changes by being posted to. after_number and after_ordinal are the
-- place in the ledger up to which everything was delivered or passed over: with the
-- ledger itself they are the outbox. secret is sealed with a key that is not in the
-- database. turn counts what administrators did, owner is the server that sends now, and
-- only until owned_until. Times are 0 while they are not set.
CREATE TABLE webhooks (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  url TEXT NOT NULL,
  description TEXT NOT NULL,
  filter TEXT NOT NULL,
  state TEXT NOT NULL,
  secret BLOB NOT NULL,
  previous_secret BLOB NOT NULL,
  previous_until INTEGER NOT NULL,
  after_number INTEGER NOT NULL,
  after_ordinal INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  failing_since INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  paused_at INTEGER NOT NULL,
  paused_by TEXT,
  paused_because TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  owner TEXT NOT NULL,
  owned_until INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id)
) STRICT;

-- Every attempt. The ids hold the time, so what is too old is a range of the key.
-- Of a test number and ordinal are -1.
CREATE TABLE webhook_deliveries (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  webhook_id TEXT NOT NULL,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, webhook_id, id),
  FOREIGN KEY (workspace_id, webhook_id) REFERENCES webhooks (workspace_id, id)
) STRICT;
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (workspace_id, webhook_id, number, ordinal, id);
CREATE INDEX webhook_deliveries_by_outcome ON webhook_deliveries (workspace_id, webhook_id, outcome, id);
