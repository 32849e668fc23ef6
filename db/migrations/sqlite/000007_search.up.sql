-- What search looks in. search_entries has a row for each party, issue, position,
-- passage and article: where it stands in the order of all results (db/place.go),
-- in how many pieces its words are indexed, the days it is of, and a digest by
-- which an entry that is as it was is left alone.
CREATE TABLE search_entries (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  place INTEGER NOT NULL,
  pieces INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, place)
) STRICT;

-- The words of each name of a party, by which a query is known to name it.
CREATE TABLE search_names (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  words TEXT NOT NULL,
  party_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, words, party_id),
  FOREIGN KEY (workspace_id, party_id) REFERENCES parties (workspace_id, id)
) STRICT;
CREATE INDEX search_names_by_party ON search_names (workspace_id, party_id);

-- Kinds of which not all is indexed yet: what was recorded before this migration
-- and has an id after the given one.
CREATE TABLE search_backlog (
  workspace_id INTEGER NOT NULL REFERENCES workspaces (id),
  kind TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (workspace_id, kind)
) STRICT;
INSERT INTO search_backlog (workspace_id, kind, after)
SELECT DISTINCT workspace_id, 'party', '00000000-0000-0000-0000-000000000000' FROM parties
UNION ALL SELECT DISTINCT workspace_id, 'issue', '00000000-0000-0000-0000-000000000000' FROM issues
UNION ALL SELECT DISTINCT workspace_id, 'article', '00000000-0000-0000-0000-000000000000' FROM articles
UNION ALL SELECT DISTINCT workspace_id, 'position', '00000000-0000-0000-0000-000000000000' FROM positions
UNION ALL SELECT DISTINCT workspace_id, 'passage', '00000000-0000-0000-0000-000000000000' FROM passages;

-- The words of each piece, by place. They are cut and folded by the program
-- (internal/search) and come with spaces between them, so nothing is left to the
-- tokenizer; workspace and tags are part of the words (db/searchwords.go).
CREATE VIRTUAL TABLE search_words USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "ascii tokenchars ':=|'"
);

-- How many numbers of places were given out.
CREATE TABLE search_numbers (
  taken INTEGER NOT NULL CHECK (taken < 536870912)
) STRICT;
INSERT INTO search_numbers (taken) VALUES (0);

-- What SQLite's planner is to believe of the new indexes (see 000001_core), and of
-- the slugs of positions: knowing nothing, it took all positions for ten.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('search_entries', 'sqlite_autoindex_search_entries_1', '3000000 3000000 1'),
  ('search_entries', 'sqlite_autoindex_search_entries_2', '3000000 3000000 1'),
  ('search_names', 'sqlite_autoindex_search_names_1', '100000 100000 1 1'),
  ('search_names', 'search_names_by_party', '100000 100000 3'),
  ('positions', 'sqlite_autoindex_positions_2', '1000000 1000000 2');
