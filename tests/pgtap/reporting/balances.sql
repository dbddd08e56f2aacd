-- Balances up to a day and as known at a moment.
SELECT plan(13);

SELECT set_config('test.org', hera.create_organization('Reports')::text, true);
SELECT hera.set_exchange_rate(current_setting('test.org')::uuid, 'JPY', 'GBP', '2000-01-01', 0.005, 'test');
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
-- SQLSTATE, code and path of what a statement raises, or none.
CREATE FUNCTION pg_temp.raised(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
    v_text text;
BEGIN
    EXECUTE p_statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_text = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' ', v_state, CASE WHEN v_state LIKE 'ZH%' THEN v_text::jsonb ->> 'path' END);
END
$$;
CREATE FUNCTION pg_temp.post(p_date date, p_amount numeric, p_currency text DEFAULT 'GBP') RETURNS text LANGUAGE sql AS
$$SELECT hera.submit(pg_temp.org(), jsonb_build_object('transaction_type', 'bill', 'account', '5000', 'total_amount', p_amount,
    'transaction_date', p_date, 'currency', p_currency)) ->> 'transaction_id'$$;
CREATE FUNCTION pg_temp.balance(p_as_of date) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(string_agg(b.currency || ' ' || b.balance, ', ' ORDER BY b.currency), 'none')
  FROM hera.account_balance(pg_temp.org(), '5000', p_as_of) AS b$$;

SELECT is_empty($$SELECT * FROM hera.trial_balance(pg_temp.org())$$, 'empty books have an empty trial balance');
SELECT is(pg_temp.balance(NULL), 'none', 'and no balance');
SELECT set_config('test.first', pg_temp.post('2026-01-31', 100), true);
SELECT pg_temp.post('2026-02-01', 10.50);
SELECT pg_temp.post('2026-01-15', 7, 'JPY');
SELECT is(pg_temp.balance('2026-01-14'), 'none', 'before the first day');
SELECT is(pg_temp.balance('2026-01-15'), 'JPY 7', 'a document counts on its own day');
SELECT is(pg_temp.balance('2026-01-31'), 'GBP 100, JPY 7', 'currencies stay apart');
SELECT is(pg_temp.balance(NULL), 'GBP 110.5, JPY 7', 'no day is every day');
SELECT results_eq(
    $$SELECT t.account_code, t.currency, t.debit, t.credit FROM hera.trial_balance(pg_temp.org(), '2026-02-01') AS t$$,
    $$VALUES ('2000', 'GBP', 0.0, 110.5), ('2000', 'JPY', 0, 7), ('5000', 'GBP', 110.5, 0), ('5000', 'JPY', 7, 0)$$,
    'debit and credit by account and currency'
);
-- What a seal knows is tested in tests/integration/test_audit_known_at.py: nothing of an open transaction is sealed.
SELECT is(
    pg_temp.raised($$SELECT * FROM hera.trial_balance(pg_temp.org(), '2026-12-31', '2001-01-01')$$), 'ZHU01 p_known_at',
    'before the first seal nothing is known'
);
SELECT hera.reverse(pg_temp.org(), current_setting('test.first')::uuid, 'wrong', '2026-03-01');
SELECT is(pg_temp.balance('2026-02-28'), 'GBP 110.5, JPY 7', 'a reversal counts from its day');
SELECT is(pg_temp.balance('2026-03-01'), 'GBP 10.5, JPY 7', 'on');
SELECT is(pg_temp.raised($$SELECT * FROM hera.account_balance(pg_temp.org(), 'nowhere')$$), 'ZHL02 p_account', 'an unknown account');
SELECT is(pg_temp.raised($$SELECT * FROM hera.trial_balance(gen_random_uuid())$$), 'ZHZ01 reports.read', 'unknown books');
SELECT is_empty(
    $$SELECT t.currency FROM hera.trial_balance(pg_temp.org()) AS t GROUP BY t.currency HAVING sum(t.debit) <> sum(t.credit)$$,
    'it sums to zero per currency'
);

SELECT * FROM finish();
