-- The unit of isolation. Everything belongs to exactly one workspace; head is
-- the newest number of its ledger and is taken first by every write.
CREATE TABLE workspaces (
  id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  head BIGINT NOT NULL,
  head_at BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (slug)
);
INSERT INTO workspaces (id, slug, head, head_at) VALUES (1, 'default', 0, 0);

-- The ledger: one row for each write transaction, numbered without gaps.
-- Times are microseconds since 1970-01-01 UTC everywhere.
CREATE TABLE transactions (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  number BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (workspace_id, number)
);
CREATE INDEX transactions_by_actor ON transactions (workspace_id, actor, number);

-- What a transaction did to each resource. Positions and evidence keep their
-- versions in tables of their own, so before and after are empty for them.
CREATE TABLE changes (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  number BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  kind TEXT NOT NULL,
  resource_id UUID NOT NULL,
  action TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (workspace_id, number, ordinal),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number)
);
CREATE INDEX changes_by_resource ON changes (workspace_id, resource_id, number);
CREATE INDEX changes_by_kind ON changes (workspace_id, kind, number);

-- The first answer to each Idempotency-Key, stored with the write it answers.
CREATE TABLE idempotency_keys (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (workspace_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (workspace_id, created_at);

-- Of each resource the columns hold what SQL finds, orders or links by; body is
-- the resource as JSON. search is folded text for the q parameter.
CREATE TABLE negotiations (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  slug TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number)
);

CREATE TABLE parties (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  slug TEXT,
  kind TEXT NOT NULL,
  merged_into_id UUID,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, merged_into_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX parties_by_kind ON parties (workspace_id, kind, id);
CREATE INDEX parties_by_merged_into ON parties (workspace_id, merged_into_id);

-- Name and aliases of a party, folded, to find it by any of them.
CREATE TABLE party_names (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  party_id UUID NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (workspace_id, party_id, name),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX party_names_by_name ON party_names (workspace_id, name, party_id);

-- Identifiers in other registers; one party each.
CREATE TABLE party_identifiers (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  party_id UUID NOT NULL,
  PRIMARY KEY (workspace_id, scheme, value),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX party_identifiers_by_party ON party_identifiers (workspace_id, party_id);

CREATE TABLE memberships (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  member_id UUID NOT NULL,
  group_id UUID NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, member_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, group_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX memberships_by_member ON memberships (workspace_id, member_id, id);
CREATE INDEX memberships_by_group ON memberships (workspace_id, group_id, id);

CREATE TABLE participations (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  negotiation_id UUID NOT NULL,
  party_id UUID NOT NULL,
  role TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX participations_by_negotiation ON participations (workspace_id, negotiation_id, role, id);
CREATE INDEX participations_by_party ON participations (workspace_id, party_id, id);

CREATE TABLE rounds (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  slug TEXT,
  negotiation_id UUID NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id)
);
CREATE INDEX rounds_by_negotiation ON rounds (workspace_id, negotiation_id, id);

CREATE TABLE issues (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  slug TEXT,
  negotiation_id UUID NOT NULL,
  parent_id UUID,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, parent_id) REFERENCES issues (workspace_id, id)
);
CREATE INDEX issues_by_negotiation ON issues (workspace_id, negotiation_id, id);
CREATE INDEX issues_by_parent ON issues (workspace_id, parent_id, id);

CREATE TABLE proposals (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  slug TEXT,
  negotiation_id UUID NOT NULL,
  author_id UUID,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, author_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX proposals_by_negotiation ON proposals (workspace_id, negotiation_id, id);
CREATE INDEX proposals_by_author ON proposals (workspace_id, author_id, id);

CREATE TABLE proposal_issues (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  proposal_id UUID NOT NULL,
  issue_id UUID NOT NULL,
  PRIMARY KEY (workspace_id, proposal_id, issue_id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id)
);
CREATE INDEX proposal_issues_by_issue ON proposal_issues (workspace_id, issue_id, proposal_id);

CREATE TABLE proposal_versions (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  proposal_id UUID NOT NULL,
  version BIGINT NOT NULL,
  number BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, proposal_id, version),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id)
);

-- Days are counted from 1970-01-01; far sentinels stand for an open or unknown bound.
CREATE TABLE articles (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  slug TEXT,
  publisher TEXT,
  url TEXT,
  canonical_url TEXT,
  language TEXT,
  published_earliest BIGINT NOT NULL,
  published_latest BIGINT NOT NULL,
  relays_id UUID,
  relays_outlet TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, relays_id) REFERENCES articles (workspace_id, id)
);
CREATE INDEX articles_by_publisher ON articles (workspace_id, publisher, id);
CREATE INDEX articles_by_url ON articles (workspace_id, url);
CREATE INDEX articles_by_canonical_url ON articles (workspace_id, canonical_url);
CREATE INDEX articles_by_language ON articles (workspace_id, language, id);
CREATE INDEX articles_by_published ON articles (workspace_id, published_earliest, id);
CREATE INDEX articles_by_published_latest ON articles (workspace_id, published_latest, id);
CREATE INDEX articles_by_relays ON articles (workspace_id, relays_id, id);
CREATE INDEX articles_by_outlet ON articles (workspace_id, relays_outlet, id);

-- The immutable texts of an article; sha256 is over the stored text, length in code points.
CREATE TABLE revisions (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  article_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  number BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  length BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (workspace_id, article_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, article_id) REFERENCES articles (workspace_id, id)
);

CREATE TABLE passages (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  article_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  state TEXT NOT NULL,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
);
CREATE INDEX passages_by_article ON passages (workspace_id, article_id, id);
CREATE INDEX passages_by_state ON passages (workspace_id, state, id);

-- Where each passage stands in each revision it was looked up in.
CREATE TABLE passage_anchors (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  passage_id UUID NOT NULL,
  article_id UUID NOT NULL,
  revision BIGINT NOT NULL,
  number BIGINT NOT NULL,
  state TEXT NOT NULL,
  start_offset BIGINT,
  end_offset BIGINT,
  exact TEXT,
  score DOUBLE PRECISION,
  PRIMARY KEY (workspace_id, passage_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passages (workspace_id, id),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
);
CREATE INDEX passage_anchors_by_article ON passage_anchors (workspace_id, article_id, revision);

-- The current truth. ended_earliest and ended_latest bound the first day on which
-- the position no longer holds; the far sentinel while nothing ended it.
CREATE TABLE positions (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  negotiation_id UUID NOT NULL,
  issue_id UUID NOT NULL,
  party_id UUID NOT NULL,
  proposal_id UUID,
  round_id UUID,
  speaker_id UUID,
  on_behalf_of_id UUID,
  in_reply_to_id UUID,
  slug TEXT,
  act TEXT NOT NULL,
  stance TEXT,
  status TEXT NOT NULL,
  stated_earliest BIGINT NOT NULL,
  stated_latest BIGINT NOT NULL,
  ended_earliest BIGINT NOT NULL,
  ended_latest BIGINT NOT NULL,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, round_id) REFERENCES rounds (workspace_id, id),
  FOREIGN KEY (workspace_id, speaker_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, on_behalf_of_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, in_reply_to_id) REFERENCES positions (workspace_id, id)
);
CREATE INDEX positions_by_negotiation ON positions (workspace_id, negotiation_id, stated_earliest, id);
CREATE INDEX positions_by_party ON positions (workspace_id, party_id, stated_earliest, id);
CREATE INDEX positions_by_proposal ON positions (workspace_id, proposal_id, stated_earliest, id);
CREATE INDEX positions_by_round ON positions (workspace_id, round_id, stated_earliest, id);
CREATE INDEX positions_by_speaker ON positions (workspace_id, speaker_id, stated_earliest, id);
CREATE INDEX positions_by_on_behalf_of ON positions (workspace_id, on_behalf_of_id, stated_earliest, id);
CREATE INDEX positions_by_act ON positions (workspace_id, act, stated_earliest, id);
CREATE INDEX positions_by_stance ON positions (workspace_id, stance, stated_earliest, id);
CREATE INDEX positions_by_status ON positions (workspace_id, status, stated_earliest, id);
CREATE INDEX positions_by_status_recorded ON positions (workspace_id, status, id);
CREATE INDEX positions_by_pair ON positions (workspace_id, issue_id, party_id, stated_earliest, id);
CREATE INDEX positions_by_issue ON positions (workspace_id, issue_id, stated_earliest, id);
CREATE INDEX positions_by_stated ON positions (workspace_id, stated_earliest, id);
CREATE INDEX positions_by_in_reply_to ON positions (workspace_id, in_reply_to_id);

-- Every many-valued reference of a position (jointly_with, addressed_to,
-- supersedes, condition), so that none can leave its workspace.
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

-- Append-only history: each version is in force for the half-open range of
-- ledger numbers [from_number, to_number).
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

CREATE TABLE salience (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  party_id UUID NOT NULL,
  issue_id UUID NOT NULL,
  dated_earliest BIGINT NOT NULL,
  dated_latest BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id)
);
CREATE INDEX salience_by_party ON salience (workspace_id, party_id, id);
CREATE INDEX salience_by_issue ON salience (workspace_id, issue_id, id);

-- The link from a position, or a salience, to a passage.
CREATE TABLE evidence (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  retracted BOOLEAN NOT NULL,
  position_id UUID,
  salience_id UUID,
  passage_id UUID NOT NULL,
  article_id UUID NOT NULL,
  attributed_to_id UUID,
  relation TEXT NOT NULL,
  attribution TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CHECK ((position_id IS NULL) <> (salience_id IS NULL)),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, position_id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, salience_id) REFERENCES salience (workspace_id, id),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passages (workspace_id, id),
  FOREIGN KEY (workspace_id, article_id) REFERENCES articles (workspace_id, id),
  FOREIGN KEY (workspace_id, attributed_to_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX evidence_by_position ON evidence (workspace_id, position_id, id);
CREATE INDEX evidence_by_salience ON evidence (workspace_id, salience_id, id);
CREATE INDEX evidence_by_passage ON evidence (workspace_id, passage_id);
CREATE INDEX evidence_by_article ON evidence (workspace_id, article_id, position_id);
CREATE INDEX evidence_by_attributed_to ON evidence (workspace_id, attributed_to_id);
CREATE INDEX evidence_by_attribution ON evidence (workspace_id, attribution, position_id);

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
