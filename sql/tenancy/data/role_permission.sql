INSERT INTO hera_internal.role_permission (role, permission)
SELECT r.role, p.permission
FROM (
    VALUES
    ('owner', ARRAY[
        'access.manage', 'accounts.write', 'audit.read', 'balances.import', 'budgets.write', 'entities.erase',
        'entities.read', 'entities.write', 'models.promote', 'models.train', 'periods.close', 'periods.lock', 'periods.override',
        'periods.reopen', 'rates.write', 'reports.read', 'rules.write', 'settings.read', 'settings.write',
        'tax.write', 'templates.write', 'transactions.read', 'transactions.reverse', 'transactions.review', 'transactions.submit'
    ]),
    ('accountant', ARRAY[
        'accounts.write', 'balances.import', 'budgets.write', 'entities.read', 'entities.write', 'models.promote',
        'models.train', 'periods.close', 'periods.lock', 'periods.reopen', 'rates.write', 'reports.read', 'rules.write',
        'settings.read', 'tax.write', 'templates.write', 'transactions.read', 'transactions.reverse',
        'transactions.review', 'transactions.submit'
    ]),
    ('approver', ARRAY[
        'entities.read', 'reports.read', 'transactions.read', 'transactions.review'
    ]),
    ('auditor', ARRAY[
        'audit.read', 'entities.read', 'reports.read', 'settings.read', 'transactions.read'
    ]),
    ('viewer', ARRAY['entities.read', 'reports.read', 'transactions.read']),
    ('integration', ARRAY[
        'entities.read', 'entities.write', 'rates.write', 'transactions.read', 'transactions.submit'
    ])
) AS r (role, permissions)
CROSS JOIN LATERAL unnest(r.permissions) AS p (permission)
ON CONFLICT (role, permission) DO NOTHING;
