ALTER TABLE transactions DROP COLUMN hash;
