-- Lines for other programs: opening entries, order, balance, rights.
SELECT plan(7);

SELECT set_config('test.org', hera.create_organization('Exported')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS 'SELECT current_setting(''test.org'')::uuid';
SELECT hera.submit(pg_temp.org(), r.request || '{"raise_on_error": true}') ->> 'status'
FROM (VALUES
    ('{"transaction_type": "bill", "transaction_date": "2026-02-01", "total_amount": 12, "tax_amount": 2,
      "account": "5000", "counterparty": "Acme", "reference_number": "2", "description": "salt"}'::jsonb),
    ('{"transaction_type": "expense", "transaction_date": "2026-01-01", "total_amount": 7, "account": "5000", "unit": "bar"}'),
    ('{"transaction_type": "expense", "transaction_date": "2026-01-02", "total_amount": 3, "account": "6100", "currency": "EUR", "exchange_rate": 0.9}')
) AS r (request);

SELECT results_eq(
    $$ SELECT entry, transaction_date, account_code, side, amount, currency, unit
       FROM hera.export_lines(pg_temp.org(), NULL, '2026-01-31') $$,
    $$ VALUES ('line', date '2026-01-01', '5000', 'debit', 7::numeric, 'GBP', 'bar'),
              ('line', '2026-01-01', '1000', 'credit', 7, 'GBP', 'bar'),
              ('line', '2026-01-02', '6100', 'debit', 3, 'EUR', NULL), ('line', '2026-01-02', '1000', 'credit', 3, 'EUR', NULL) $$,
    'lines in the order of day and document'
);
SELECT results_eq(
    $$ SELECT entry, transaction_date, transaction_id IS NULL, account_code, side, amount, currency
       FROM hera.export_lines(pg_temp.org(), '2026-01-02', '2026-01-31') $$,
    $$ VALUES ('opening', date '2026-01-02', true, '1000', 'credit', 7::numeric, 'GBP'),
              ('opening', '2026-01-02', true, '5000', 'debit', 7, 'GBP'),
              ('line', '2026-01-02', false, '6100', 'debit', 3, 'EUR'), ('line', '2026-01-02', false, '1000', 'credit', 3, 'EUR') $$,
    'what stood before comes first'
);
SELECT is_empty(
    $$ SELECT FROM hera.export_lines(pg_temp.org(), '2026-02-01') AS e GROUP BY e.transaction_id, e.currency
       HAVING sum(CASE e.side WHEN 'debit' THEN e.amount ELSE -e.amount END) <> 0 $$,
    'every document and the opening entries balance'
);
SELECT is(
    (SELECT string_agg(concat_ws(' ', e.counterparty, e.reference_number, e.description, e.transaction_type, e.account_type), ';')
     FROM hera.export_lines(pg_temp.org(), '2026-02-01') AS e WHERE e.account_code = '2000'),
    'Acme 2 salt bill liability', 'a line says what its document says'
);
SELECT is((SELECT count(*) FROM hera.export_lines(pg_temp.org())), 7::bigint, 'without days it is everything');
SELECT is_empty($$ SELECT FROM hera.export_lines(hera.create_organization('Empty')) $$, 'nothing, where nothing was posted');

CREATE ROLE pgtap_export_writer;
GRANT hera_app TO pgtap_export_writer;
SELECT hera.grant_access(pg_temp.org(), 'pgtap_export_writer', 'writer', 'integration');
SET LOCAL ROLE pgtap_export_writer;
SELECT throws_ok(
    format('SELECT hera.export_lines(%L)', current_setting('test.org')), 'ZHZ01', NULL,
    'who may not read reports exports nothing'
);
RESET ROLE;
SELECT * FROM finish();
