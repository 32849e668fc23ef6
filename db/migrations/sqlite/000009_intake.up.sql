-- What a revision was taken from, as JSON; NULL where its text was given as it is.
ALTER TABLE revisions ADD COLUMN original TEXT;

-- The keys of an article's addresses (package canonical), by which it is found under
-- whichever form of them; empty where there is none. NULL is not derived yet.
ALTER TABLE articles ADD COLUMN url_key TEXT;
ALTER TABLE articles ADD COLUMN canonical_key TEXT;
CREATE INDEX articles_by_url_key ON articles (workspace_id, url_key);
CREATE INDEX articles_by_canonical_key ON articles (workspace_id, canonical_key);
CREATE INDEX articles_without_keys ON articles (workspace_id, id) WHERE url_key IS NULL;

-- What SQLite's planner is to believe of the new indexes (see 000001_core).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('articles', 'articles_by_url_key', '100000 100000 2'),
  ('articles', 'articles_by_canonical_key', '100000 100000 2');
