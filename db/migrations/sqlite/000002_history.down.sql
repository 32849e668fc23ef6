-- Back to the columns of 000001_core; the bodies, and so every version, are kept.
CREATE TABLE new_evidence_versions AS SELECT * FROM evidence_versions;
DROP TABLE evidence_versions;
CREATE TABLE evidence_versions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  evidence_id TEXT NOT NULL,
  position_id TEXT,
  from_number INTEGER NOT NULL,
  to_number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, evidence_id, from_number),
  FOREIGN KEY (workspace_id, evidence_id) REFERENCES evidence (workspace_id, id),
  FOREIGN KEY (workspace_id, from_number) REFERENCES transactions (workspace_id, number)
) STRICT;
CREATE INDEX evidence_versions_by_position ON evidence_versions (workspace_id, position_id, from_number);
CREATE INDEX evidence_versions_by_number ON evidence_versions (workspace_id, from_number);
INSERT INTO evidence_versions (workspace_id, evidence_id, position_id, from_number, to_number, body)
SELECT workspace_id, id, position_id, from_number, to_number, body FROM new_evidence_versions;
DROP TABLE new_evidence_versions;
CREATE INDEX evidence_by_article ON evidence (workspace_id, article_id, position_id);
CREATE INDEX evidence_by_attribution ON evidence (workspace_id, attribution, position_id);

CREATE TABLE new_position_references AS SELECT * FROM position_references;
DROP TABLE position_references;
CREATE TABLE position_references (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  position_id TEXT NOT NULL,
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  party_id TEXT,
  issue_id TEXT,
  proposal_id TEXT,
  other_id TEXT,
  PRIMARY KEY (workspace_id, position_id, role, ordinal),
  FOREIGN KEY (workspace_id, position_id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, other_id) REFERENCES positions (workspace_id, id)
) STRICT;
CREATE INDEX position_references_by_party ON position_references (workspace_id, party_id, role, position_id);
CREATE INDEX position_references_by_issue ON position_references (workspace_id, issue_id);
CREATE INDEX position_references_by_proposal ON position_references (workspace_id, proposal_id);
CREATE INDEX position_references_by_other ON position_references (workspace_id, other_id, role, position_id);
INSERT INTO position_references (workspace_id, position_id, role, ordinal, party_id, issue_id, proposal_id, other_id)
SELECT r.workspace_id, r.position_id, r.role, r.ordinal, r.party_id, r.issue_id, r.proposal_id, r.other_id
FROM new_position_references r
JOIN positions p ON p.workspace_id = r.workspace_id AND p.id = r.position_id AND p.number = r.number;
DROP TABLE new_position_references;

CREATE TABLE new_position_versions AS SELECT * FROM position_versions;
DROP TABLE position_versions;
CREATE TABLE position_versions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  position_id TEXT NOT NULL,
  from_number INTEGER NOT NULL,
  to_number INTEGER NOT NULL,
  negotiation_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  status TEXT NOT NULL,
  stated_earliest INTEGER NOT NULL,
  stated_latest INTEGER NOT NULL,
  ended_earliest INTEGER NOT NULL,
  ended_latest INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, position_id, from_number),
  FOREIGN KEY (workspace_id, position_id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, from_number) REFERENCES transactions (workspace_id, number)
) STRICT;
CREATE INDEX position_versions_by_number ON position_versions (workspace_id, from_number);
INSERT INTO position_versions (workspace_id, position_id, from_number, to_number, negotiation_id, issue_id, party_id, status, stated_earliest, stated_latest, ended_earliest, ended_latest, body)
SELECT workspace_id, id, from_number, to_number, negotiation_id, issue_id, party_id, status, stated_earliest, stated_latest, ended_earliest, ended_latest, body FROM new_position_versions;
DROP TABLE new_position_versions;
CREATE INDEX positions_by_negotiation ON positions (workspace_id, negotiation_id, stated_earliest, id);
CREATE INDEX positions_by_proposal ON positions (workspace_id, proposal_id, stated_earliest, id);
CREATE INDEX positions_by_round ON positions (workspace_id, round_id, stated_earliest, id);
CREATE INDEX positions_by_act ON positions (workspace_id, act, stated_earliest, id);
CREATE INDEX positions_by_stance ON positions (workspace_id, stance, stated_earliest, id);
CREATE INDEX positions_by_status ON positions (workspace_id, status, stated_earliest, id);
CREATE INDEX positions_by_status_recorded ON positions (workspace_id, status, id);
CREATE INDEX positions_by_pair ON positions (workspace_id, issue_id, party_id, stated_earliest, id);
CREATE INDEX positions_by_stated ON positions (workspace_id, stated_earliest, id);
CREATE INDEX positions_by_in_reply_to ON positions (workspace_id, in_reply_to_id);

ALTER TABLE revisions DROP COLUMN runs;
DROP INDEX transactions_by_recorded;
DROP INDEX changes_by_publisher;
DROP INDEX changes_by_owner;
DROP INDEX changes_by_slug;
ALTER TABLE changes DROP COLUMN publisher;
ALTER TABLE changes DROP COLUMN owner_id;
ALTER TABLE changes DROP COLUMN slug;
ALTER TABLE changes DROP COLUMN to_number;
DELETE FROM sqlite_stat1 WHERE tbl IN ('position_versions', 'evidence_versions', 'changes', 'position_references');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('positions', 'positions_by_negotiation', '1000000 1000000 20000 400 1'),
  ('positions', 'positions_by_proposal', '1000000 1000000 500 10 1'),
  ('positions', 'positions_by_round', '1000000 1000000 500 10 1'),
  ('positions', 'positions_by_act', '1000000 1000000 5000 100 1'),
  ('positions', 'positions_by_stance', '1000000 1000000 5000 100 1'),
  ('positions', 'positions_by_status', '1000000 1000000 100000 2000 1'),
  ('positions', 'positions_by_status_recorded', '1000000 1000000 100000 1'),
  ('positions', 'positions_by_pair', '1000000 1000000 1000 20 2 1'),
  ('positions', 'positions_by_stated', '1000000 1000000 200 1'),
  ('positions', 'positions_by_in_reply_to', '1000000 1000000 2'),
  ('evidence', 'evidence_by_article', '1000000 1000000 20 2'),
  ('evidence', 'evidence_by_attribution', '1000000 1000000 5000 100');
