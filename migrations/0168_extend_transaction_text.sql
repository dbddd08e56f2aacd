ALTER TABLE hera_internal.transaction_text ADD COLUMN metadata jsonb, ADD COLUMN subject_id uuid, ADD COLUMN sealed bytea;
COMMENT ON COLUMN hera_internal.transaction_text.metadata IS 'What the application sent to be kept with the document; NULL for nothing.';
COMMENT ON COLUMN hera_internal.transaction_text.subject_id IS 'Whose key encrypts sealed: the counterparty, or the organization where there is none; NULL where nothing is encrypted.';
COMMENT ON COLUMN hera_internal.transaction_text.sealed IS 'All of the above as one encrypted JSON object (OpenPGP, AES-256); then the other columns are NULL.';
COMMENT ON COLUMN hera.universal_transactions.metadata IS 'Metadata of documents of before they moved to hera_internal.transaction_text; empty since.';
