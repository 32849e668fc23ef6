-- As-of questions (rule 8): what was recorded at any number is answered from rows
-- that are never rewritten but for the end of their range.

-- Of all kinds but positions and evidence the ledger itself is the history: after
-- is the resource as it was for the half-open range of numbers [number, to_number),
-- and slug, owner_id and publisher are what it is found by. Of positions and
-- evidence, whose versions have tables of their own, the range says nothing.
ALTER TABLE changes ADD COLUMN to_number INTEGER NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE changes ADD COLUMN slug TEXT;
ALTER TABLE changes ADD COLUMN owner_id TEXT;
ALTER TABLE changes ADD COLUMN publisher TEXT;
UPDATE changes SET to_number = followed.by_number
FROM (
  SELECT workspace_id, number, ordinal, LEAD(number) OVER (PARTITION BY workspace_id, kind, resource_id ORDER BY number, ordinal) AS by_number
  FROM changes
  WHERE after IS NOT NULL AND kind NOT IN ('revision', 'proposal_version')
) followed
WHERE followed.workspace_id = changes.workspace_id AND followed.number = changes.number AND followed.ordinal = changes.ordinal
  AND followed.by_number IS NOT NULL;
UPDATE changes SET slug = after ->> '$.slug',
  owner_id = CASE kind
    WHEN 'issue' THEN after ->> '$.negotiation'
    WHEN 'round' THEN after ->> '$.negotiation'
    WHEN 'proposal' THEN after ->> '$.negotiation'
    WHEN 'participation' THEN after ->> '$.negotiation'
    WHEN 'membership' THEN after ->> '$.member'
    WHEN 'salience' THEN after ->> '$.issue'
  END,
  publisher = CASE kind WHEN 'article' THEN after ->> '$.publisher' END
WHERE after IS NOT NULL;
CREATE INDEX changes_by_slug ON changes (workspace_id, kind, slug, number) WHERE slug IS NOT NULL;
CREATE INDEX changes_by_owner ON changes (workspace_id, kind, owner_id, number) WHERE owner_id IS NOT NULL;
CREATE INDEX changes_by_publisher ON changes (workspace_id, publisher, resource_id) WHERE publisher IS NOT NULL;

-- The runs of five words of a text, hashed (internal/shingle), by which copies are
-- known; null where the text is older than this column, and then computed anew.
ALTER TABLE revisions ADD COLUMN runs BLOB;

-- A time is resolved to the last number recorded by then.
CREATE INDEX transactions_by_recorded ON transactions (workspace_id, recorded_at, number);

-- Lists of positions are answered from the versions, at the newest number as at
-- any other, so the indexes lists need stand there and no longer on positions.
DROP INDEX IF EXISTS positions_by_negotiation;
DROP INDEX IF EXISTS positions_by_proposal;
DROP INDEX IF EXISTS positions_by_round;
DROP INDEX IF EXISTS positions_by_act;
DROP INDEX IF EXISTS positions_by_stance;
DROP INDEX IF EXISTS positions_by_status;
DROP INDEX IF EXISTS positions_by_status_recorded;
DROP INDEX IF EXISTS positions_by_pair;
DROP INDEX IF EXISTS positions_by_stated;
DROP INDEX IF EXISTS positions_by_in_reply_to;

CREATE TABLE old_position_versions AS SELECT * FROM position_versions;
DROP TABLE position_versions;
CREATE TABLE position_versions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  from_number INTEGER NOT NULL,
  to_number INTEGER NOT NULL,
  negotiation_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  party_id TEXT NOT NULL,
  proposal_id TEXT,
  round_id TEXT,
  speaker_id TEXT,
  on_behalf_of_id TEXT,
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
  PRIMARY KEY (workspace_id, id, from_number),
  FOREIGN KEY (workspace_id, id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, from_number) REFERENCES transactions (workspace_id, number)
) STRICT;
-- SQL cannot fold text as the program does, so of versions that were replaced before
-- this migration search is the summary in lower case, accents as they are.
INSERT INTO position_versions (workspace_id, id, from_number, to_number, negotiation_id, issue_id, party_id,
  proposal_id, round_id, speaker_id, on_behalf_of_id, slug, act, stance, status,
  stated_earliest, stated_latest, ended_earliest, ended_latest, search, body)
SELECT v.workspace_id, v.position_id, v.from_number, v.to_number, v.negotiation_id, v.issue_id, v.party_id,
  v.body ->> '$.proposal', v.body ->> '$.round', v.body ->> '$.speaker', v.body ->> '$.on_behalf_of', v.body ->> '$.slug', v.body ->> '$.act', v.body ->> '$.stance', v.status,
  v.stated_earliest, v.stated_latest, v.ended_earliest, v.ended_latest,
  CASE WHEN p.number = v.from_number THEN p.search ELSE lower(v.body ->> '$.summary') END, v.body
FROM old_position_versions v
JOIN positions p ON p.workspace_id = v.workspace_id AND p.id = v.position_id;
DROP TABLE old_position_versions;
CREATE INDEX position_versions_by_number ON position_versions (workspace_id, from_number);
CREATE INDEX position_versions_by_slug ON position_versions (workspace_id, slug) WHERE slug IS NOT NULL;
CREATE INDEX position_versions_by_negotiation ON position_versions (workspace_id, negotiation_id, stated_earliest, id);
CREATE INDEX position_versions_by_party ON position_versions (workspace_id, party_id, stated_earliest, id);
CREATE INDEX position_versions_by_proposal ON position_versions (workspace_id, proposal_id, stated_earliest, id);
CREATE INDEX position_versions_by_round ON position_versions (workspace_id, round_id, stated_earliest, id);
CREATE INDEX position_versions_by_speaker ON position_versions (workspace_id, speaker_id, stated_earliest, id);
CREATE INDEX position_versions_by_on_behalf_of ON position_versions (workspace_id, on_behalf_of_id, stated_earliest, id);
CREATE INDEX position_versions_by_act ON position_versions (workspace_id, act, stated_earliest, id);
CREATE INDEX position_versions_by_stance ON position_versions (workspace_id, stance, stated_earliest, id);
CREATE INDEX position_versions_by_status ON position_versions (workspace_id, status, stated_earliest, id);
CREATE INDEX position_versions_by_status_recorded ON position_versions (workspace_id, status, id);
CREATE INDEX position_versions_by_pair ON position_versions (workspace_id, issue_id, party_id, stated_earliest, id);
CREATE INDEX position_versions_by_issue ON position_versions (workspace_id, issue_id, stated_earliest, id);
CREATE INDEX position_versions_by_stated ON position_versions (workspace_id, stated_earliest, id);

-- Each version of a position has its references under the number it is from.
CREATE TABLE old_position_references AS SELECT * FROM position_references;
DROP TABLE position_references;
CREATE TABLE position_references (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  position_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  party_id TEXT,
  issue_id TEXT,
  proposal_id TEXT,
  other_id TEXT,
  PRIMARY KEY (workspace_id, position_id, number, role, ordinal),
  FOREIGN KEY (workspace_id, position_id) REFERENCES positions (workspace_id, id),
  FOREIGN KEY (workspace_id, number) REFERENCES transactions (workspace_id, number),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id),
  FOREIGN KEY (workspace_id, proposal_id) REFERENCES proposals (workspace_id, id),
  FOREIGN KEY (workspace_id, other_id) REFERENCES positions (workspace_id, id)
) STRICT;
INSERT INTO position_references (workspace_id, position_id, number, role, ordinal, party_id, issue_id, proposal_id, other_id)
SELECT r.workspace_id, r.position_id, p.number, r.role, r.ordinal, r.party_id, r.issue_id, r.proposal_id, r.other_id
FROM old_position_references r
JOIN positions p ON p.workspace_id = r.workspace_id AND p.id = r.position_id;
INSERT INTO position_references (workspace_id, position_id, number, role, ordinal, party_id)
SELECT v.workspace_id, v.id, v.from_number, 'jointly_with', named.key, named.value
FROM position_versions v
JOIN positions p ON p.workspace_id = v.workspace_id AND p.id = v.id AND p.number <> v.from_number
JOIN json_each(v.body, '$.jointly_with') named ON named.type = 'text';
INSERT INTO position_references (workspace_id, position_id, number, role, ordinal, party_id)
SELECT v.workspace_id, v.id, v.from_number, 'addressed_to', named.key, named.value
FROM position_versions v
JOIN positions p ON p.workspace_id = v.workspace_id AND p.id = v.id AND p.number <> v.from_number
JOIN json_each(v.body, '$.addressed_to') named ON named.type = 'text';
DROP TABLE old_position_references;
CREATE INDEX position_references_by_party ON position_references (workspace_id, party_id, role, position_id, number);
CREATE INDEX position_references_by_issue ON position_references (workspace_id, issue_id);
CREATE INDEX position_references_by_proposal ON position_references (workspace_id, proposal_id);
CREATE INDEX position_references_by_other ON position_references (workspace_id, other_id, role, position_id, number);

DROP INDEX IF EXISTS evidence_by_article;
DROP INDEX IF EXISTS evidence_by_attribution;
CREATE TABLE old_evidence_versions AS SELECT * FROM evidence_versions;
DROP TABLE evidence_versions;
CREATE TABLE evidence_versions (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  from_number INTEGER NOT NULL,
  to_number INTEGER NOT NULL,
  retracted INTEGER NOT NULL,
  position_id TEXT,
  salience_id TEXT,
  passage_id TEXT NOT NULL,
  article_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  attribution TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id, from_number),
  FOREIGN KEY (workspace_id, id) REFERENCES evidence (workspace_id, id),
  FOREIGN KEY (workspace_id, from_number) REFERENCES transactions (workspace_id, number)
) STRICT;
INSERT INTO evidence_versions (workspace_id, id, from_number, to_number, retracted, position_id, salience_id, passage_id, article_id, relation, attribution, body)
SELECT v.workspace_id, v.evidence_id, v.from_number, v.to_number, v.body ->> '$.retracted' IS NOT NULL, e.position_id, e.salience_id, e.passage_id, e.article_id,
  v.body ->> '$.relation', v.body ->> '$.attribution', v.body
FROM old_evidence_versions v
JOIN evidence e ON e.workspace_id = v.workspace_id AND e.id = v.evidence_id;
DROP TABLE old_evidence_versions;
CREATE INDEX evidence_versions_by_number ON evidence_versions (workspace_id, from_number);
CREATE INDEX evidence_versions_by_position ON evidence_versions (workspace_id, position_id, id);
CREATE INDEX evidence_versions_by_salience ON evidence_versions (workspace_id, salience_id, id);
CREATE INDEX evidence_versions_by_passage ON evidence_versions (workspace_id, passage_id, id);
CREATE INDEX evidence_versions_by_article ON evidence_versions (workspace_id, article_id, position_id);
CREATE INDEX evidence_versions_by_attribution ON evidence_versions (workspace_id, attribution, position_id);

-- What SQLite's planner is to believe of the new indexes (see 000001_core).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('articles', 'sqlite_autoindex_articles_2', '100000 100000 1'),
  ('revisions', 'sqlite_autoindex_revisions_1', '100000 100000 1 1'),
  ('position_versions', 'sqlite_autoindex_position_versions_1', '1500000 1500000 2 1'),
  ('position_versions', 'position_versions_by_number', '1500000 1500000 2'),
  ('position_versions', 'position_versions_by_slug', '1500000 1500000 2'),
  ('position_versions', 'position_versions_by_negotiation', '1500000 1500000 30000 600 2'),
  ('position_versions', 'position_versions_by_party', '1500000 1500000 1500 30 2'),
  ('position_versions', 'position_versions_by_proposal', '1500000 1500000 750 15 2'),
  ('position_versions', 'position_versions_by_round', '1500000 1500000 750 15 2'),
  ('position_versions', 'position_versions_by_speaker', '1500000 1500000 1500 30 2'),
  ('position_versions', 'position_versions_by_on_behalf_of', '1500000 1500000 1500 30 2'),
  ('position_versions', 'position_versions_by_act', '1500000 1500000 7500 150 2'),
  ('position_versions', 'position_versions_by_stance', '1500000 1500000 7500 150 2'),
  ('position_versions', 'position_versions_by_status', '1500000 1500000 150000 3000 2'),
  ('position_versions', 'position_versions_by_status_recorded', '1500000 1500000 150000 2'),
  ('position_versions', 'position_versions_by_pair', '1500000 1500000 1500 30 3 2'),
  ('position_versions', 'position_versions_by_issue', '1500000 1500000 1500 30 2'),
  ('position_versions', 'position_versions_by_stated', '1500000 1500000 300 2'),
  ('evidence_versions', 'sqlite_autoindex_evidence_versions_1', '1500000 1500000 2 1'),
  ('evidence_versions', 'evidence_versions_by_number', '1500000 1500000 2'),
  ('evidence_versions', 'evidence_versions_by_position', '1500000 1500000 2 1'),
  ('evidence_versions', 'evidence_versions_by_salience', '1500000 1500000 2 1'),
  ('evidence_versions', 'evidence_versions_by_passage', '1500000 1500000 2 1'),
  ('evidence_versions', 'evidence_versions_by_article', '1500000 1500000 30 3'),
  ('evidence_versions', 'evidence_versions_by_attribution', '1500000 1500000 7500 150'),
  ('changes', 'sqlite_autoindex_changes_1', '6000000 6000000 6 1'),
  ('changes', 'changes_by_resource', '6000000 6000000 2 1'),
  ('changes', 'changes_by_kind', '6000000 6000000 1000000 6'),
  ('changes', 'changes_by_slug', '200000 200000 20000 2 1'),
  ('changes', 'changes_by_owner', '200000 200000 20000 50 2'),
  ('changes', 'changes_by_publisher', '200000 200000 2000 2'),
  ('position_references', 'sqlite_autoindex_position_references_1', '1000000 1000000 2 2 1 1'),
  ('position_references', 'position_references_by_party', '1000000 1000000 2000 1000 2 1'),
  ('position_references', 'position_references_by_issue', '1000000 1000000 2000'),
  ('position_references', 'position_references_by_proposal', '1000000 1000000 2000'),
  ('position_references', 'position_references_by_other', '1000000 1000000 2 2 2 1');
