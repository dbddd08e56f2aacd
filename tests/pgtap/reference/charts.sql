-- The charts that come with HERA: each is complete enough to create an organization with.
SELECT plan(14);

SELECT is(
    (SELECT string_agg(code, ' ' ORDER BY code) FROM hera.list_charts() WHERE imported_at IS NULL),
    'council general restaurant uk',
    'four charts come with HERA'
);
SELECT is_empty(
    $$SELECT code, accounts FROM hera.list_charts() WHERE accounts NOT BETWEEN 30 AND 170$$,
    'their size is that of a chart in use'
);
SELECT is_empty(
    $$SELECT c.code, r.role FROM hera_internal.chart AS c CROSS JOIN hera_internal.chart_roles() AS r
      WHERE (SELECT count(*) FROM hera_internal.chart_account AS a
             WHERE a.chart_code = c.code AND a.role = r.role) <> 1$$,
    'each role is held by one account of each chart'
);
SELECT is_empty(
    $$SELECT a.chart_code, a.code, a.role FROM hera_internal.chart_account AS a
      JOIN hera_internal.chart_roles() AS r ON r.role = a.role
      WHERE a.account_type <> ALL (r.account_types)$$,
    'accounts that hold a role have a type that can'
);
SELECT is_empty(
    $$SELECT chart_code, account_type FROM unnest(ARRAY['council', 'general', 'restaurant', 'uk']) AS chart_code
      CROSS JOIN unnest(ARRAY['asset', 'liability', 'equity', 'income', 'expense']) AS account_type
      EXCEPT SELECT chart_code, account_type FROM hera_internal.chart_account$$,
    'every chart has accounts of every type'
);
SELECT is_empty(
    $$SELECT a.chart_code, a.code FROM hera_internal.chart_account AS a
      JOIN hera_internal.chart_account AS p ON p.chart_code = a.chart_code AND p.code = a.parent_code
      WHERE p.account_type <> a.account_type$$,
    'an account is summed up under one of its own type'
);
SELECT is_empty(
    $$SELECT chart_code, name FROM hera_internal.chart_account GROUP BY 1, 2 HAVING count(*) > 1$$,
    'names are unique in a chart, so that people can choose by name'
);
SELECT is_empty(
    $$SELECT a.chart_code, a.code FROM hera_internal.chart_account AS a JOIN hera_internal.chart AS c ON c.code = a.chart_code
      WHERE c.imported_at IS NULL AND a.code !~ '^[0-9]{4}$'$$,
    'codes have four digits'
);
SELECT results_eq(
    $$SELECT code, account_type, role, parent_code FROM hera.list_chart_accounts('council') LIMIT 2$$,
    $$VALUES ('1000', 'expense', NULL::text, NULL::text), ('1010', 'expense', 'payroll_expense', '1000')$$,
    'accounts are listed by code with their role and parent'
);
SELECT throws_ok(
    $$SELECT * FROM hera.list_chart_accounts('nowhere')$$, 'ZHV10', NULL, 'an unknown chart is an error'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.chart_account VALUES ('general', '1', 'second bank', 'asset', 'bank')$$,
    '23505', NULL, 'a role has one holder in a chart'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.chart_account VALUES ('general', '1', 'x', 'asset', 'treasure')$$,
    '23514', NULL, 'a role is one that templates know'
);
SELECT throws_ok(
    $$INSERT INTO hera_internal.chart_account VALUES ('general', '1', 'x', 'fixed_asset')$$,
    '23514', NULL, 'an account has one of five types'
);
SELECT lives_ok(
    $$UPDATE hera_internal.chart_account
      SET role = CASE code WHEN '1000' THEN NULL WHEN '1010' THEN 'bank' END
      WHERE chart_code = 'general' AND code IN ('1000', '1010')$$,
    'one statement may move a role to another account'
);

SELECT * FROM finish();
