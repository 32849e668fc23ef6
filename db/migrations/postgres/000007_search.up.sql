-- What search looks in. search_entries has a row for each party, issue, position,
-- passage and article: where it stands in the order of all results (db/place.go),
-- in how many pieces its words are indexed, the days it is of, and a digest by
-- which an entry that is as it was is left alone.
CREATE TABLE search_entries (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  place BIGINT NOT NULL,
  pieces BIGINT NOT NULL,
  earliest BIGINT NOT NULL,
  latest BIGINT NOT NULL,
  digest BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, place)
);

-- The words of each name of a party, by which a query is known to name it.
CREATE TABLE search_names (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  words TEXT NOT NULL,
  party_id UUID NOT NULL,
  PRIMARY KEY (workspace_id, words, party_id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
);
CREATE INDEX search_names_by_party ON search_names (workspace_id, party_id);

-- Kinds of which not all is indexed yet: what was recorded before this migration
-- and has an id after the given one.
CREATE TABLE search_backlog (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  kind TEXT NOT NULL,
  after UUID NOT NULL,
  PRIMARY KEY (workspace_id, kind)
);
INSERT INTO search_backlog (workspace_id, kind, after)
SELECT DISTINCT workspace_id, 'party', CAST('00000000-0000-0000-0000-000000000000' AS UUID) FROM parties
UNION ALL SELECT DISTINCT workspace_id, 'issue', CAST('00000000-0000-0000-0000-000000000000' AS UUID) FROM issues
UNION ALL SELECT DISTINCT workspace_id, 'article', CAST('00000000-0000-0000-0000-000000000000' AS UUID) FROM articles
UNION ALL SELECT DISTINCT workspace_id, 'position', CAST('00000000-0000-0000-0000-000000000000' AS UUID) FROM positions
UNION ALL SELECT DISTINCT workspace_id, 'passage', CAST('00000000-0000-0000-0000-000000000000' AS UUID) FROM passages;

-- The words of each piece, by place. They are cut and folded by the program
-- (internal/search); workspace and tags are part of the words (db/searchwords.go).
CREATE TABLE search_words (
  workspace_id BIGINT NOT NULL REFERENCES workspaces (id),
  place BIGINT NOT NULL,
  words TSVECTOR NOT NULL,
  PRIMARY KEY (workspace_id, place)
);
CREATE INDEX search_words_by_word ON search_words USING gin (words);

-- How many numbers of places were given out. A row would make workspaces wait
-- for each other.
CREATE SEQUENCE search_numbers MAXVALUE 536870911;
