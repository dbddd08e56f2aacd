-- The general ledger and statements: opening balances, running balances, credit notes, reversals, currencies, units.
SELECT plan(17);

SELECT set_config('test.org', hera.create_organization('Ledger')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS 'SELECT current_setting(''test.org'')::uuid';
CREATE FUNCTION pg_temp.send(p_request text) RETURNS uuid LANGUAGE sql AS
$$ SELECT (hera.submit(pg_temp.org(), p_request::jsonb || '{"raise_on_error": true}') ->> 'transaction_id')::uuid $$;

SELECT pg_temp.send('{"transaction_type": "bill", "transaction_date": "2026-01-10", "total_amount": 120, "tax_amount": 20,
    "account": "5000", "counterparty": "Acme", "reference_number": "A-1", "description": "flour", "unit": "bar"}');
SELECT set_config('test.second', pg_temp.send('{"transaction_type": "bill", "transaction_date": "2026-02-10",
    "total_amount": 60, "account": "5000", "counterparty": "Acme", "unit": "bar"}')::text, true);
SELECT pg_temp.send('{"transaction_type": "bill", "transaction_date": "2026-02-12", "total_amount": -12,
    "account": "5000", "counterparty": "Acme"}');
SELECT pg_temp.send('{"transaction_type": "bill", "transaction_date": "2026-02-11", "total_amount": 7,
    "currency": "EUR", "exchange_rate": 0.9, "account": "5000"}');
SELECT hera.reverse(pg_temp.org(), current_setting('test.second')::uuid, 'twice', '2026-03-01');

SELECT results_eq(
    $$ SELECT entry, transaction_date, counterparty, debit, credit, balance
       FROM hera.general_ledger(pg_temp.org(), '2026-02-01', '2026-02-28', '2000') WHERE currency = 'GBP' $$,
    $$ VALUES ('opening', date '2026-02-01', NULL::text, NULL::numeric, NULL::numeric, -120::numeric),
              ('line', '2026-02-10', 'Acme', NULL, 60, -180),
              ('line', '2026-02-12', 'Acme', 12, NULL, -168) $$,
    'an opening balance, then lines with the balance after each; a credit note stands on the other side'
);
SELECT results_eq(
    $$ SELECT entry, credit, balance FROM hera.general_ledger(pg_temp.org(), '2026-02-01', '2026-02-28', '2000')
       WHERE currency = 'EUR' $$,
    $$ VALUES ('opening', NULL::numeric, 0::numeric), ('line', 7, -7) $$,
    'each currency runs on its own'
);
SELECT is(
    (SELECT g.debit FROM hera.general_ledger(pg_temp.org(), '2026-03-01', '2026-03-31', '2000') AS g
     WHERE g.entry = 'line'), 60::numeric, 'a reversal stands on the day of the reversal'
);
SELECT is_empty(
    $$ SELECT FROM hera.general_ledger(pg_temp.org(), '2025-01-01', '2025-12-31') $$,
    'accounts without lines and without balance are left out'
);
SELECT results_eq(
    $$ SELECT g.account_code, g.currency, sum(coalesce(g.debit, 0) - coalesce(g.credit, 0)) AS balance
       FROM hera.general_ledger(pg_temp.org(), NULL, '2026-02-28') AS g GROUP BY 1, 2 ORDER BY 1, 2 $$,
    $$ SELECT t.account_code, t.currency, t.debit - t.credit
       FROM hera.trial_balance(pg_temp.org(), '2026-02-28') AS t ORDER BY 1, 2 $$,
    'the lines add up to the trial balance'
);
SELECT is_empty(
    $$ SELECT FROM hera.general_ledger(pg_temp.org(), NULL, NULL) WHERE entry = 'opening' $$,
    'without a first day there is no opening balance'
);
SELECT is(
    (SELECT count(*) FROM hera.general_ledger(pg_temp.org(), NULL, NULL)), 11::bigint, 'and every line is listed'
);
SELECT results_eq(
    $$ SELECT account_code, entry, balance FROM hera.general_ledger(pg_temp.org(), '2026-02-01', '2026-02-28', NULL, 'bar') $$,
    $$ VALUES ('1150', 'opening', 20::numeric), ('2000', 'opening', -120), ('2000', 'line', -180),
              ('5000', 'opening', 100), ('5000', 'line', 160) $$,
    'a unit has a ledger of its own'
);
SELECT is(
    (SELECT g.reference_number || ' ' || g.description FROM hera.general_ledger(pg_temp.org(), NULL, '2026-01-31', '5000') AS g),
    'A-1 flour', 'lines carry what the document says'
);
SELECT throws_ok($$ SELECT hera.general_ledger(pg_temp.org(), NULL, NULL, 'no such') $$, 'ZHL02', NULL, 'no such account');

SELECT results_eq(
    $$ SELECT entry, transaction_date, debit, credit, balance
       FROM hera.account_statement(pg_temp.org(), '2000', '2026-02-11', '2026-03-31') WHERE currency = 'GBP' $$,
    $$ VALUES ('opening', date '2026-02-11', NULL::numeric, NULL::numeric, -180::numeric), ('line', '2026-02-12', 12, NULL, -168),
              ('line', '2026-03-01', 60, NULL, -108), ('closing', '2026-03-31', 72, 0, -108) $$,
    'a statement opens, runs and closes'
);
SELECT results_eq(
    $$ SELECT s.currency, s.balance FROM hera.account_statement(pg_temp.org(), '2000', NULL, '2026-02-28') AS s
       WHERE s.entry = 'closing' $$,
    $$ SELECT b.currency, b.balance FROM hera.account_balance(pg_temp.org(), '2000', '2026-02-28') AS b $$,
    'it closes with the balance of the account'
);
SELECT is_empty($$ SELECT FROM hera.account_statement(pg_temp.org(), '1000', NULL, NULL) $$, 'nothing happened, nothing is stated');
SELECT throws_ok($$ SELECT hera.account_statement(pg_temp.org(), 'no such', NULL, NULL) $$, 'ZHL02', NULL, 'no such account');
SELECT throws_ok($$ SELECT hera.account_statement(pg_temp.org(), NULL, NULL, NULL) $$, 'ZHL02', NULL, 'an account is needed');

CREATE ROLE pgtap_report_writer;
GRANT hera_app TO pgtap_report_writer;
SELECT hera.grant_access(pg_temp.org(), 'pgtap_report_writer', 'writer', 'integration');
SET LOCAL ROLE pgtap_report_writer;
SELECT throws_ok(
    format('SELECT hera.general_ledger(%L, NULL, NULL)', current_setting('test.org')), 'ZHZ01', NULL,
    'who may not read reports gets no ledger'
);
SELECT throws_ok(
    format('SELECT hera.account_statement(%L, %L, NULL, NULL)', current_setting('test.org'), '2000'), 'ZHZ01', NULL,
    'nor a statement'
);
RESET ROLE;
SELECT * FROM finish();
