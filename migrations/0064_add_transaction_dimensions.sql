ALTER TABLE hera.universal_transactions ADD COLUMN dimensions text[];
COMMENT ON COLUMN hera.universal_transactions.dimensions IS 'Tokens of the dynamic smart code in their order, as they were when the document was stored; empty for all neutral, NULL where they were not judged.';
