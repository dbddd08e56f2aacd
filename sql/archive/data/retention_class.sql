INSERT INTO hera_internal.retention_class (class, active_months, archived_months, description)
VALUES
('transactions', 24, 84,
    'Documents, their lines and texts. Two years of comparison in the books, then seven years for tax and company law.'),
('audit', 12, 84,
    'Leaves of the audit trail: one year at hand, then seven years, SOX section 802. A month stays with its documents.'),
('alerts', 12, 0, 'Alerts that were cleared, and when rules fired.'),
('maintenance', 24, 0, 'Statements that maintenance ran.'),
('sign_ins', 12, 0, 'Failed sign-ins by user and minute; their documents in the organization platform are of the class transactions.'),
('backups', 108, 0, 'Records of backups and their proofs.')
ON CONFLICT (class) DO UPDATE
SET
    active_months = excluded.active_months,
    archived_months = excluded.archived_months,
    description = excluded.description;
