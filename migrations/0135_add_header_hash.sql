-- A seal hashes leaves and reads no documents. Leaves of before keep NULL: their rows are hashed when they are sealed or
-- compared, to the same bytes as ever.
ALTER TABLE hera_internal.audit_leaf ADD COLUMN header_hash bytea;
COMMENT ON COLUMN hera_internal.audit_leaf.header_hash IS 'SHA-256 of the header of the document that the leaf made final, as it was then; the lines are those of the posting in detail. NULL where it made none final, and in leaves of before.';
