-- The unit of isolation. Everything belongs to exactly one workspace; head is
-- the newest number of its ledger and is taken first by every write.
CREATE TABLE workspaces (
  id INTEGER NOT NULL,
  slug TEXT NOT NULL,
  head INTEGER NOT NULL,
  head_at INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (slug)
) STRICT;
INSERT INTO workspaces (id, slug, head, head_at) VALUES (1, 'default', 0, 0);

-- The ledger: one row for each write transaction, numbered without gaps.
-- Times are microseconds since 1970-01-01 UTC everywhere.
CREATE TABLE transactions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  number INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (workspace_id, number)
) STRICT;
CREATE INDEX transactions_by_actor ON transactions (workspace_id, actor, number);

-- What a transaction did to each resource. Positions and evidence keep their
-- versions in tables of their own, so before and after are empty for them.
CREATE TABLE changes (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  number INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  action TEXT NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (workspace_id, number, ordinal),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number)
) STRICT;
CREATE INDEX changes_by_resource ON changes (workspace_id, resource_id, number);
CREATE INDEX changes_by_kind ON changes (workspace_id, kind, number);

-- The first answer to each Idempotency-Key, stored with the write it answers.
CREATE TABLE idempotency_keys (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (workspace_id, key)
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (workspace_id, created_at);

-- Of each resource the columns hold what SQL finds, orders or links by; body is
-- the resource as JSON. search is folded text for the q parameter.
CREATE TABLE negotiations (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  slug TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number)
) STRICT;

CREATE TABLE parties (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  slug TEXT,
  kind TEXT NOT NULL,
  merged_into_id TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, merged_into_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX parties_by_kind ON parties (workspace_id, kind, id);
CREATE INDEX parties_by_merged_into ON parties (workspace_id, merged_into_id);

-- Name and aliases of a party, folded, to find it by any of them.
CREATE TABLE party_names (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  party_id TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (workspace_id, party_id, name),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX party_names_by_name ON party_names (workspace_id, name, party_id);

-- Identifiers in other registers; one party each.
CREATE TABLE party_identifiers (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  party_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, scheme, value),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX party_identifiers_by_party ON party_identifiers (workspace_id, party_id);

CREATE TABLE memberships (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  member_id TEXT NOT NULL,
  group_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, member_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, group_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX memberships_by_member ON memberships (workspace_id, member_id, id);
CREATE INDEX memberships_by_group ON memberships (workspace_id, group_id, id);

CREATE TABLE participations (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  negotiation_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  role TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX participations_by_negotiation ON participations (workspace_id, negotiation_id, role, id);
CREATE INDEX participations_by_party ON participations (workspace_id, party_id, id);

CREATE TABLE rounds (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  slug TEXT,
  negotiation_id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id)
) STRICT;
CREATE INDEX rounds_by_negotiation ON rounds (workspace_id, negotiation_id, id);

CREATE TABLE issues (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  slug TEXT,
  negotiation_id TEXT NOT NULL,
  parent_id TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, parent_id) REFERENCES issues (workspace_id, id)
) STRICT;
CREATE INDEX issues_by_negotiation ON issues (workspace_id, negotiation_id, id);
CREATE INDEX issues_by_parent ON issues (workspace_id, parent_id, id);

CREATE TABLE proposals (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  slug TEXT,
  negotiation_id TEXT NOT NULL,
  author_id TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, negotiation_id) REFERENCES negotiations (workspace_id, id),
  FOREIGN KEY (workspace_id, author_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX proposals_by_negotiation ON proposals (workspace_id, negotiation_id, id);
CREATE INDEX proposals_by_author ON proposals (workspace_id, author_id, id);

CREATE TABLE proposal_issues (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  proposal_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, proposal_id, issue_id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id)
) STRICT;
CREATE INDEX proposal_issues_by_issue ON proposal_issues (workspace_id, issue_id, proposal_id);

CREATE TABLE proposal_versions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  proposal_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, proposal_id, version),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id)
) STRICT;

-- Days are counted from 1970-01-01; far sentinels stand for an open or unknown bound.
CREATE TABLE articles (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  slug TEXT,
  publisher TEXT,
  url TEXT,
  canonical_url TEXT,
  language TEXT,
  published_earliest INTEGER NOT NULL,
  published_latest INTEGER NOT NULL,
  relays_id TEXT,
  relays_outlet TEXT,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, slug),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, relays_id) REFERENCES articles (workspace_id, id)
) STRICT;
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
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  article_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  length INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (workspace_id, article_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, article_id) REFERENCES articles (workspace_id, id)
) STRICT;

CREATE TABLE passages (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  search TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
) STRICT;
CREATE INDEX passages_by_article ON passages (workspace_id, article_id, id);
CREATE INDEX passages_by_state ON passages (workspace_id, state, id);

-- Where each passage stands in each revision it was looked up in.
CREATE TABLE passage_anchors (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  passage_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  start_offset INTEGER,
  end_offset INTEGER,
  exact TEXT,
  score REAL,
  PRIMARY KEY (workspace_id, passage_id, revision),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, passage_id) REFERENCES passages (workspace_id, id),
  FOREIGN KEY (workspace_id, article_id, revision) REFERENCES revisions (workspace_id, article_id, revision)
) STRICT;
CREATE INDEX passage_anchors_by_article ON passage_anchors (workspace_id, article_id, revision);

-- The current truth. ended_earliest and ended_latest bound the first day on which
-- the position no longer holds; the far sentinel while nothing ended it.
CREATE TABLE positions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  negotiation_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  proposal_id TEXT,
  round_id TEXT,
  speaker_id TEXT,
  on_behalf_of_id TEXT,
  in_reply_to_id TEXT,
  slug TEXT,
  act TEXT NOT NULL,
  stance TEXT,
  status TEXT NOT NULL,
  stated_earliest INTEGER NOT NULL,
  stated_latest INTEGER NOT NULL,
  ended_earliest INTEGER NOT NULL,
  ended_latest INTEGER NOT NULL,
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
) STRICT;
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

-- Append-only history: each version is in force for the half-open range of
-- ledger numbers [from_number, to_number).
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

CREATE TABLE salience (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  party_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  dated_earliest INTEGER NOT NULL,
  dated_latest INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id)
) STRICT;
CREATE INDEX salience_by_party ON salience (workspace_id, party_id, id);
CREATE INDEX salience_by_issue ON salience (workspace_id, issue_id, id);

-- The link from a position, or a salience, to a passage.
CREATE TABLE evidence (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  position_id TEXT,
  salience_id TEXT,
  passage_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  attributed_to_id TEXT,
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
) STRICT;
CREATE INDEX evidence_by_position ON evidence (workspace_id, position_id, id);
CREATE INDEX evidence_by_salience ON evidence (workspace_id, salience_id, id);
CREATE INDEX evidence_by_passage ON evidence (workspace_id, passage_id);
CREATE INDEX evidence_by_article ON evidence (workspace_id, article_id, position_id);
CREATE INDEX evidence_by_attributed_to ON evidence (workspace_id, attributed_to_id);
CREATE INDEX evidence_by_attribution ON evidence (workspace_id, attribution, position_id);

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

-- What SQLite's planner is to believe, since nothing else tells it: the rows of a
-- table, then how many share a value of the first column, of the first two and
-- so on. Without this it takes every index for equally good and answers a
-- question for one party by walking all that is accepted. Values of few kinds
-- (act, stance, state) count as rarer than they are, so that one that really is
-- rare is not sought by a walk. ANALYZE would replace these numbers.
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('positions', 'sqlite_autoindex_positions_1', '1000000 1000000 1'),
  ('positions', 'positions_by_negotiation', '1000000 1000000 20000 400 1'),
  ('positions', 'positions_by_party', '1000000 1000000 1000 20 1'),
  ('positions', 'positions_by_proposal', '1000000 1000000 500 10 1'),
  ('positions', 'positions_by_round', '1000000 1000000 500 10 1'),
  ('positions', 'positions_by_speaker', '1000000 1000000 1000 20 1'),
  ('positions', 'positions_by_on_behalf_of', '1000000 1000000 1000 20 1'),
  ('positions', 'positions_by_act', '1000000 1000000 5000 100 1'),
  ('positions', 'positions_by_stance', '1000000 1000000 5000 100 1'),
  ('positions', 'positions_by_status', '1000000 1000000 100000 2000 1'),
  ('positions', 'positions_by_status_recorded', '1000000 1000000 100000 1'),
  ('positions', 'positions_by_pair', '1000000 1000000 1000 20 2 1'),
  ('positions', 'positions_by_issue', '1000000 1000000 1000 20 1'),
  ('positions', 'positions_by_stated', '1000000 1000000 200 1'),
  ('positions', 'positions_by_in_reply_to', '1000000 1000000 2'),
  ('evidence', 'sqlite_autoindex_evidence_1', '1000000 1000000 1'),
  ('evidence', 'evidence_by_position', '1000000 1000000 2 1'),
  ('evidence', 'evidence_by_salience', '1000000 1000000 2 1'),
  ('evidence', 'evidence_by_passage', '1000000 1000000 2'),
  ('evidence', 'evidence_by_article', '1000000 1000000 20 2'),
  ('evidence', 'evidence_by_attributed_to', '1000000 1000000 1000'),
  ('evidence', 'evidence_by_attribution', '1000000 1000000 5000 100'),
  ('articles', 'sqlite_autoindex_articles_1', '100000 100000 1'),
  ('articles', 'articles_by_publisher', '100000 100000 1000 1'),
  ('articles', 'articles_by_url', '100000 100000 2'),
  ('articles', 'articles_by_canonical_url', '100000 100000 2'),
  ('articles', 'articles_by_language', '100000 100000 5000 1'),
  ('articles', 'articles_by_published', '100000 100000 50 1'),
  ('articles', 'articles_by_published_latest', '100000 100000 50 1'),
  ('articles', 'articles_by_relays', '100000 100000 5 1'),
  ('articles', 'articles_by_outlet', '100000 100000 500 1'),
  ('passages', 'sqlite_autoindex_passages_1', '1000000 1000000 1'),
  ('passages', 'passages_by_article', '1000000 1000000 10 1'),
  ('passages', 'passages_by_state', '1000000 1000000 5000 1'),
  ('issues', 'sqlite_autoindex_issues_1', '10000 10000 1'),
  ('issues', 'issues_by_negotiation', '10000 10000 50 1'),
  ('issues', 'issues_by_parent', '10000 10000 10 1'),
  ('participations', 'sqlite_autoindex_participations_1', '10000 10000 1'),
  ('participations', 'participations_by_negotiation', '10000 10000 10 2 1'),
  ('participations', 'participations_by_party', '10000 10000 5 1'),
  ('memberships', 'sqlite_autoindex_memberships_1', '10000 10000 1'),
  ('memberships', 'memberships_by_member', '10000 10000 5 1'),
  ('memberships', 'memberships_by_group', '10000 10000 20 1');
