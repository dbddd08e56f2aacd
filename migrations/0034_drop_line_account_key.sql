-- Checking this key locks, and so writes, the row of the account for every line, which makes accounts hot. The check of
-- the document at COMMIT looks the accounts up instead, and accounts are never deleted.
-- squawk-ignore ban-drop-constraint
ALTER TABLE hera.universal_transaction_lines DROP CONSTRAINT universal_transaction_lines_account_id_fk;
