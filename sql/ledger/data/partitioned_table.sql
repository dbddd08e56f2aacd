INSERT INTO hera_internal.partitioned_table (relation, grain, ordinal)
VALUES
('hera.universal_transactions', 'month', 1),
('hera.universal_transaction_lines', 'month', 2),
('hera_internal.transaction_text', 'month', 3),
('hera_internal.audit_leaf', 'month', 4)
ON CONFLICT (relation) DO UPDATE SET grain = excluded.grain, ordinal = excluded.ordinal;
