-- Back to the columns of 000001_core; the bodies, and so every version, are kept.
CREATE TABLE new_evidence_versions AS SELECT * FROM evidence_versions;
DROP TABLE evidence_versions;
CREATE TABLE evidence_versions (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  evidence_id UUID NOT NULL,
  position_id UUID,
  from_number BIGINT NOT NULL,
  to_number BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, evidence_id, from_number),
  FOREIGN KEY (workspace_id, evidence_id) REFERENCES evidence (workspace_id, id),
  FOREIGN KEY (workspace_id, from_number) REFERENCES transactions (workspace_id, number)
);
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
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  position_id UUID NOT NULL,
  role TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  party_id UUID,
  issue_id UUID,
  proposal_id UUID,
  other_id UUID,
  PRIMARY KEY (workspace_id, position_id, role, ordinal),
  FOREIGN KEY (workspace_id, position_id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, other_id) REFERENCES positions (workspace_id, id)
);
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
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  position_id UUID NOT NULL,
  from_number BIGINT NOT NULL,
  to_number BIGINT NOT NULL,
  negotiation_id UUID NOT NULL,
  issue_id UUID NOT NULL,
  party_id UUID NOT NULL,
  status TEXT NOT NULL,
  stated_earliest BIGINT NOT NULL,
  stated_latest BIGINT NOT NULL,
  ended_earliest BIGINT NOT NULL,
  ended_latest BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, position_id, from_number),
  FOREIGN KEY (workspace_id, position_id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, from_number) REFERENCES transactions (workspace_id, number)
);
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
