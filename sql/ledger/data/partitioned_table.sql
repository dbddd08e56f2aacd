INSERT INTO hera_internal.partitioned_table (relation, grain, ordinal, belongs_to)
VALUES
('hera.universal_transactions', 'month', 1, NULL),
('hera.universal_transaction_lines', 'month', 2, 'hera.universal_transactions'),
('hera_internal.transaction_text', 'month', 3, NULL),
('hera_internal.audit_leaf', 'month', 4, NULL)
ON CONFLICT (relation) DO UPDATE
SET grain = excluded.grain, ordinal = excluded.ordinal, belongs_to = excluded.belongs_to;
