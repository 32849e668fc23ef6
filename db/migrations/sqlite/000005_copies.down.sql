DROP TABLE similar_revisions;
DROP TABLE text_runs;
DROP INDEX revisions_without_runs;
DROP INDEX revisions_without_text_number;
DROP INDEX revisions_by_text_number;
ALTER TABLE revisions DROP COLUMN search_bounded;
ALTER TABLE revisions DROP COLUMN text_number;
