DROP INDEX articles_without_keys;
DROP INDEX articles_by_canonical_key;
DROP INDEX articles_by_url_key;
ALTER TABLE articles DROP COLUMN canonical_key;
ALTER TABLE articles DROP COLUMN url_key;
ALTER TABLE revisions DROP COLUMN original;
