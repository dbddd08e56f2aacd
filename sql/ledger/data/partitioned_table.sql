INSERT INTO hera_internal.partitioned_table (relation, grain, ordinal, belongs_to)
VALUES
-- What has foreign keys comes last: the tables they lead to are locked from then until the end of the transaction.
('hera_internal.transaction_text', 'month', 3, NULL),
('hera_internal.audit_leaf', 'month', 4, NULL),
('hera.universal_transactions', 'month', 5, NULL),
('hera.universal_transaction_lines', 'month', 6, 'hera.universal_transactions')
ON CONFLICT (relation) DO UPDATE
SET grain = excluded.grain, ordinal = excluded.ordinal, belongs_to = excluded.belongs_to;
