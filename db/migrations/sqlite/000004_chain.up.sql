-- The SHA-256 of what a number recorded and of the hash before it (db/chain.go), so
-- that the ledger cannot be changed behind its own back unnoticed. Of numbers older
-- than this column it is derived when the migration is applied.
ALTER TABLE transactions ADD COLUMN hash BLOB;
