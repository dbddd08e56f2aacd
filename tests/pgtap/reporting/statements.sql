-- Balance sheet and income statement in the organization's currency: natural signs, totals, units, and assets equal to the other side.
SELECT plan(10);

SELECT set_config('test.org', hera.create_organization('Statements')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS 'SELECT current_setting(''test.org'')::uuid';
CREATE FUNCTION pg_temp.send(p_request text) RETURNS text LANGUAGE sql AS
$$ SELECT hera.submit(pg_temp.org(), p_request::jsonb || '{"raise_on_error": true}') ->> 'transaction_id' $$;

SELECT is_empty($$ SELECT FROM hera.balance_sheet(pg_temp.org(), NULL) $$, 'no books, no sheet');
SELECT pg_temp.send('{"transaction_type": "journal", "transaction_date": "2026-01-01", "lines": [
    {"account": "1000", "side": "debit", "amount": 1000}, {"account": "3000", "side": "credit", "amount": 1000}]}');
SELECT pg_temp.send('{"transaction_type": "invoice", "transaction_date": "2026-01-10", "total_amount": 120,
    "tax_amount": 20, "account": "4000", "unit": "bar"}');
SELECT pg_temp.send('{"transaction_type": "expense", "transaction_date": "2026-02-10", "total_amount": 30,
    "account": "5000"}');
SELECT pg_temp.send('{"transaction_type": "invoice", "transaction_date": "2026-02-11", "total_amount": -12,
    "tax_amount": -2, "account": "4000", "unit": "bar"}');
SELECT pg_temp.send('{"transaction_type": "invoice", "transaction_date": "2026-02-11", "total_amount": 7,
    "currency": "EUR", "exchange_rate": 0.9, "account": "4000"}');

SELECT results_eq(
    $$ SELECT section, account_code, amount, is_total FROM hera.balance_sheet(pg_temp.org(), '2026-02-28')
       WHERE currency = 'GBP' $$,
    $$ VALUES ('assets', '1000', 970::numeric, false), ('assets', '1100', 114.30, false), ('assets', NULL, 1084.30, true),
              ('liabilities', '2200', 18, false), ('liabilities', NULL, 18, true),
              ('equity', '3000', 1000, false), ('equity', NULL, 66.30, false), ('equity', NULL, 1066.30, true),
              ('liabilities_and_equity', NULL, 1084.30, true) $$,
    'a sheet with the result of the year to date'
);
SELECT is_empty(
    $$ SELECT FROM hera.balance_sheet(pg_temp.org(), '2026-02-28') WHERE currency <> 'GBP' $$,
    'a foreign document counts at its rate'
);
SELECT is(
    (SELECT b.amount FROM hera.balance_sheet(pg_temp.org(), '2026-01-31') AS b
     WHERE b.account_name = 'Result of the year to date'), 100::numeric, 'as of a day'
);
SELECT results_eq(
    $$ SELECT section, account_code, amount, is_total
       FROM hera.income_statement(pg_temp.org(), '2026-01-01', '2026-12-31') WHERE currency = 'GBP' $$,
    $$ VALUES ('income', '4000', 96.30::numeric, false), ('income', NULL, 96.30, true),
              ('expenses', '5000', 30, false), ('expenses', NULL, 30, true), ('result', NULL, 66.30, true) $$,
    'income and expenses are positive, a credit note lowers income'
);
SELECT results_eq(
    $$ SELECT section, amount FROM hera.income_statement(pg_temp.org(), '2026-02-01', '2026-02-28')
       WHERE is_total ORDER BY currency, section $$,
    $$ VALUES ('expenses', 30::numeric), ('income', -3.70), ('result', -33.70) $$,
    'only what was posted on the days asked for'
);
SELECT results_eq(
    $$ SELECT section, amount FROM hera.income_statement(pg_temp.org(), NULL, NULL, 'bar') WHERE is_total $$,
    $$ VALUES ('income', 90::numeric), ('expenses', 0), ('result', 90) $$, 'of one unit'
);
SELECT is_empty($$ SELECT FROM hera.income_statement(pg_temp.org(), '2025-01-01', '2025-12-31') $$, 'nothing happened');

CREATE ROLE pgtap_statement_writer;
GRANT hera_app TO pgtap_statement_writer;
SELECT hera.grant_access(pg_temp.org(), 'pgtap_statement_writer', 'writer', 'integration');
SET LOCAL ROLE pgtap_statement_writer;
SELECT throws_ok(
    format('SELECT hera.balance_sheet(%L, NULL)', current_setting('test.org')), 'ZHZ01', NULL,
    'who may not read reports gets no balance sheet'
);
SELECT throws_ok(
    format('SELECT hera.income_statement(%L, NULL, NULL)', current_setting('test.org')), 'ZHZ01', NULL,
    'nor an income statement'
);
RESET ROLE;
SELECT * FROM finish();
