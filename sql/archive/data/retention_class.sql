INSERT INTO hera_internal.retention_class (class, active_months, archived_months, description)
VALUES
('transactions', 24, 84,
    'Documents, their lines and texts. Two years of comparison in the books, then seven years for tax and company law.'),
('audit', 12, 84,
    'Leaves of the audit trail: one year at hand, then seven years, SOX section 802. A month stays with its documents.')
ON CONFLICT (class) DO UPDATE
SET
    active_months = excluded.active_months,
    archived_months = excluded.archived_months,
    description = excluded.description;
