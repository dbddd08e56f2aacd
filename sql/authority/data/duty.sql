INSERT INTO hera_internal.duty (permission, limitable, separable, description)
VALUES
('periods.reopen', false, true, 'Who closed a period does not reopen it.'),
('transactions.reverse', true, true, 'Who submitted or posted a document does not reverse it.'),
('transactions.review', true, true, 'Who submitted or changed a document does not decide it.'),
('transactions.submit', true, true,
    'What is above the limit waits for a person; who submitted a pending document does not post it.')
ON CONFLICT (permission) DO UPDATE
SET limitable = excluded.limitable, separable = excluded.separable, description = excluded.description;

-- The built-in organization platform has the documents of failed sign-ins. It is suspended, which leaves reading: it has
-- no books, periods or numbers.
INSERT INTO hera.core_clients (id, name, created_at)
VALUES ('00000000-0000-0000-0000-000000000000', 'platform', '1970-01-01 00:00:00+00')
ON CONFLICT (id) DO NOTHING;
INSERT INTO hera.core_organizations (
    organization_id, client_id, name, currency, minor_unit, timezone, chart, status, limit_register, created_at
)
SELECT '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'platform', 'XXX', 0, 'UTC', 'none',
    'suspended', hera_internal.assign_register('00000000-0000-0000-0000-000000000000', 'requests'), '1970-01-01 00:00:00+00'
WHERE NOT EXISTS (
    SELECT FROM hera.core_organizations AS o WHERE o.organization_id = '00000000-0000-0000-0000-000000000000'
);
SELECT hera_internal.refresh_settings('00000000-0000-0000-0000-000000000000')
WHERE EXISTS (
    SELECT FROM hera.core_organizations AS o
    WHERE o.organization_id = '00000000-0000-0000-0000-000000000000' AND o.settings = '{}'
);
