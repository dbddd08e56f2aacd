-- Limits of accounts: overdrafts, credit limits, several currencies, corrections, and taking them away.
SELECT plan(24);

SELECT set_config('test.org', hera.create_organization('Limits')::text, true);
SELECT hera.set_exchange_rate(current_setting('test.org')::uuid, 'EUR', 'GBP', '2000-01-01', 0.85, 'test');
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS $$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.send(p_debit text, p_credit text, p_amount numeric, p_currency text DEFAULT 'GBP') RETURNS jsonb
LANGUAGE sql AS $$SELECT hera.submit(pg_temp.org(), jsonb_build_object('transaction_type', 'journal', 'currency', p_currency, 'lines', jsonb_build_array(
    jsonb_build_object('account', p_debit, 'side', 'debit', 'amount', p_amount, 'currency', p_currency),
    jsonb_build_object('account', p_credit, 'side', 'credit', 'amount', p_amount, 'currency', p_currency))))$$;
CREATE FUNCTION pg_temp.move(p_debit text, p_credit text, p_amount numeric, p_currency text DEFAULT 'GBP') RETURNS text
LANGUAGE sql AS $$SELECT coalesce(o -> 'errors' -> 0 ->> 'code', o ->> 'status')
    FROM pg_temp.send(p_debit, p_credit, p_amount, p_currency) AS o$$;
-- SQLSTATE of what a statement raises, at COMMIT at the latest, or none.
CREATE FUNCTION pg_temp.raised(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE p_statement;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;

SELECT is(pg_temp.move('5000', '1000', 50), 'posted', 'an account without a limit may go anywhere');
SELECT hera.set_account_limit(pg_temp.org(), '1000', 0);
SELECT is(pg_temp.move('5000', '1000', 1), 'LED_040', 'a balance beyond its limit goes no further');
SELECT is(pg_temp.move('1000', '4000', 30), 'posted', 'but back');
SELECT is(pg_temp.move('1000', '4000', 100), 'posted', 'and over');
SELECT is(pg_temp.move('5000', '1000', 80.01), 'LED_040', 'no overdraft');
SELECT is(pg_temp.move('5000', '1000', 80), 'posted', 'down to the limit itself');
SELECT results_eq(
    $$SELECT * FROM hera.list_account_limits(pg_temp.org())$$,
    $$VALUES ('1000', 'GBP', 0::numeric, NULL::numeric, 0::numeric)$$, 'limits are listed with the balance'
);
SELECT is(pg_temp.move('5000', '1000', 5, 'EUR'), 'posted', 'another currency has its own limit or none');
SELECT hera.refresh_balances(pg_temp.org());
SELECT is(pg_temp.move('5000', '1000', 0.01), 'LED_040', 'the rollups count');
SELECT hera.set_account_limit(pg_temp.org(), '1000', -20, 10);
SELECT is(pg_temp.move('1000', '4000', 10.01), 'LED_040', 'a maximum');
SELECT is(pg_temp.move('5000', '1000', 20), 'posted', 'an overdraft of 20');
SELECT is(pg_temp.move('5000', '1000', 0.01), 'LED_040', 'and no more');
SELECT hera.set_account_limit(pg_temp.org(), '2000', NULL, 100);
SELECT is(pg_temp.move('5000', '2000', 100), 'posted', 'a liability stands on the credit side');
SELECT is(pg_temp.move('5000', '2000', 0.01), 'LED_040', 'a credit limit');
SELECT is(pg_temp.raised($$SELECT hera.set_account_limit(pg_temp.org(), '1000', 1, 0)$$), 'ZHL41', 'limits that leave nothing');
SELECT is(pg_temp.raised($$SELECT hera.set_account_limit(pg_temp.org(), '1000', 'NaN')$$), 'ZHL41', 'a limit is a number');
SELECT is(pg_temp.raised($$SELECT hera.set_account_limit(pg_temp.org(), '1000', 0, NULL, 'QQQ')$$), 'ZHV10', 'a currency that is none');
SELECT is(pg_temp.raised($$SELECT hera.set_account_limit(pg_temp.org(), 'nowhere')$$), 'ZHL02', 'an account that is none');

SELECT set_config('test.sale', pg_temp.send('1000', '4000', 25) ->> 'transaction_id', true);
SELECT is(pg_temp.raised($$SELECT hera.reverse(pg_temp.org(), current_setting('test.sale')::uuid, 'x')$$), 'none', 'back to -20');
SELECT set_config('test.sale', pg_temp.send('1000', '4000', 25) ->> 'transaction_id', true);
SELECT pg_temp.move('5000', '1000', 20);
SELECT is(pg_temp.raised($$SELECT hera.reverse(pg_temp.org(), current_setting('test.sale')::uuid, 'x')$$), 'ZHL40', 'a reversal is a posting');
SELECT is(
    pg_temp.raised($$SELECT hera.correct(pg_temp.org(), current_setting('test.sale')::uuid, '{"description": "as it was"}', 'x')$$),
    'none', 'a correction counts as a whole'
);
SELECT is((SELECT count(*) FROM hera_internal.limit_check), 0::bigint, 'no check is left over');
SELECT hera.set_account_limit(pg_temp.org(), '1000', NULL);
SELECT hera.set_account_limit(pg_temp.org(), '2000', NULL);
SELECT is(pg_temp.move('5000', '1000', 1000), 'posted', 'a limit can be taken away');
SELECT is((SELECT o.has_limits FROM hera.core_organizations AS o WHERE o.organization_id = pg_temp.org()), false, 'without a trace');
