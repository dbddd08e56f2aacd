-- Adjustment periods, the transfer to retained earnings, and the way back.
SELECT plan(38);

SELECT set_config('test.org', hera.create_organization('Year end', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.post(p_type text, p_total numeric, p_more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS
$$SELECT hera.submit(pg_temp.org(), jsonb_build_object(
    'transaction_type', p_type, 'total_amount', p_total, 'account', CASE p_type WHEN 'bill' THEN '5000' ELSE '4000' END
) || p_more)$$;
CREATE FUNCTION pg_temp.code(p_outcome jsonb) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(p_outcome #>> '{errors,0,code}' || ' ' || (p_outcome #>> '{errors,0,path}'), p_outcome ->> 'status')$$;
CREATE FUNCTION pg_temp.balance(p_account text, p_day date) RETURNS numeric LANGUAGE sql AS
$$SELECT coalesce((SELECT debit - credit FROM hera.trial_balance(pg_temp.org(), p_day) WHERE account_code = p_account), 0)$$;
CREATE FUNCTION pg_temp.verified() RETURNS text LANGUAGE sql AS
$$SELECT string_agg(check_name || ': ' || detail, '; ') FROM hera.verify(pg_temp.org()) WHERE NOT ok$$;

SELECT hera.set_calendar(pg_temp.org(), '01-01', 1);
SELECT pg_temp.post('invoice', 1000, '{"transaction_date": "2025-06-30", "unit": "north"}');
SELECT pg_temp.post('bill', 400, '{"transaction_date": "2025-11-30"}');
SELECT is(pg_temp.code(pg_temp.post('bill', 1, '{"period": "2025-14"}')), 'VAL_010 period', 'an unknown period is a fault');
SELECT is(pg_temp.code(pg_temp.post('bill', 1, '{"period": "2025-YE"}')), 'VAL_010 period', 'the transfer takes no request');
SELECT is(pg_temp.code(pg_temp.post('bill', 1, '{"period": "2025-13", "transaction_date": "2025-12-30"}')), 'VAL_011 period',
    'the date lies in the period');
SELECT is(pg_temp.code(pg_temp.post('bill', 1, '{"period": "2025-11", "transaction_date": "2025-12-30"}')), 'VAL_011 period',
    'also in a month that is named');
SELECT set_config('test.early', pg_temp.post('bill', 30, '{"period": "2025-13"}') ->> 'transaction_id', true);
SELECT results_eq(
    format('SELECT g ->> ''period'', g ->> ''transaction_date'' FROM hera.get_transaction(%L, %L) AS g', pg_temp.org(),
        current_setting('test.early')),
    $$VALUES ('2025-13', '2025-12-31')$$, 'a named period gives the date');
SELECT is(hera.close_period(pg_temp.org(), '2025-12') -> 'balances' @> '[{"account": "5000", "balance": 400}]', true,
    'an adjustment that is open is not in the balances of the month');
SELECT is(pg_temp.code(pg_temp.post('bill', 1, '{"transaction_date": "2025-12-31"}')), 'LED_012 transaction_date',
    'the last day is closed');
SELECT is(pg_temp.code(pg_temp.post('bill', 20, '{"period": "2025-13"}')), 'posted', 'its adjustment period is open');
SELECT is(pg_temp.code(pg_temp.post('bill', 20, '{"period": "2024-13"}')), 'LED_012 period',
    'those of years before the first close are closed');
SELECT is(pg_temp.verified(), NULL, 'the close keeps its balances');
SELECT throws_ok(format('SELECT hera.close_year(%L, 2025)', pg_temp.org()), 'ZHL33', NULL, 'an open adjustment period keeps a year open');
SELECT throws_ok(format('SELECT hera.close_year(%L, 2026)', pg_temp.org()), 'ZHL33', NULL, 'and so do open days');
SELECT lives_ok(format('SELECT hera.close_period(%L, ''2026-01'')', pg_temp.org()), 'the next year goes on meanwhile');
SELECT is(hera.reverse(pg_temp.org(), current_setting('test.early')::uuid, 'wrong') ->> 'status', 'posted', 'a reversal');
SELECT is(
    (SELECT t.period || ' ' || t.transaction_date FROM hera.universal_transactions AS t
     INNER JOIN hera_internal.reversal AS r ON r.reversal_id = t.id WHERE r.original_id = current_setting('test.early')::uuid),
    '2025-13 2025-12-31', 'stands in the adjustment period of its original');
SELECT is(hera.close_period(pg_temp.org(), '2025-13') ->> 'closed_through', '2026-01-31', 'which closes when it is done');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2025-13'')', pg_temp.org()), 'ZHL13', NULL, 'once');
SELECT is(pg_temp.code(pg_temp.post('bill', 20, '{"period": "2025-13"}')), 'LED_012 period', 'and takes nothing more');

SELECT throws_ok(format('SELECT hera.close_year(%L, 2025, ''1200'')', pg_temp.org()), 'ZHL02', NULL, 'the result goes to equity');
SELECT set_config('test.transfer', hera.close_year(pg_temp.org(), 2025) ->> 'transaction_id', true);
SELECT is(pg_temp.balance('4000', '2025-12-31'), 0::numeric, 'income stands at zero');
SELECT is(pg_temp.balance('5000', '2025-12-31'), 0::numeric, 'expense stands at zero');
SELECT is(pg_temp.balance('3200', '2025-12-31'), -580::numeric, 'retained earnings hold the result');
SELECT results_eq(
    format('SELECT amount FROM hera.income_statement(%L, ''2025-01-01'', ''2025-12-31'') WHERE section = ''result''', pg_temp.org()),
    'VALUES (580::numeric)', 'the income statement of the year shows it all the same');
SELECT is((SELECT sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) FROM hera.universal_transaction_lines AS l
    WHERE l.transaction_id = current_setting('test.transfer')::uuid AND l.unit = 'north'), 0::numeric,
    'a cost centre balances in itself');
SELECT is(pg_temp.verified(), NULL, 'every close keeps its balances');
SELECT throws_ok(format('SELECT hera.close_year(%L, 2025)', pg_temp.org()), 'ZHL33', NULL, 'a year is transferred once');
SELECT throws_ok(format('SELECT hera.close_year(%L, 2024)', pg_temp.org()), 'ZHL33', NULL, 'and none before it');
SELECT throws_ok(format('SELECT hera.reverse(%L, %L, ''no'')', pg_temp.org(), current_setting('test.transfer')), 'ZHL34', NULL,
    'the transfer is not reversed by itself');
SELECT results_eq(format('SELECT period, state FROM hera.list_periods(%L, 2025) OFFSET 12', pg_temp.org()),
    $$VALUES ('2025-13', 'closed'), ('2025-YE', 'closed')$$, 'the transfer is listed');

SELECT throws_ok(format('SELECT hera.reopen_period(%L, ''2026-01'', ''late'')', pg_temp.org()), 'ZHL13', NULL,
    'what was closed last is reopened first');
SELECT is(hera.reopen_period(pg_temp.org(), '2025-13', 'late bill') #>> '{undone,0,transfer}', current_setting('test.transfer'),
    'reopening undoes the transfer');
SELECT is(pg_temp.balance('3200', '2025-12-31'), 0::numeric, 'retained earnings stand as before');
SELECT is(pg_temp.balance('4000', '2025-12-31'), -1000::numeric, 'income, too');
SELECT is(pg_temp.code(pg_temp.post('bill', 80, '{"period": "2025-13"}')), 'posted', 'the late bill');
SELECT hera.close_period(pg_temp.org(), '2025-13');
SELECT is(jsonb_array_length(hera.close_year(pg_temp.org(), 2025) -> 'posting') > 0, true, 'the year is closed again');
SELECT is(pg_temp.balance('3200', '2025-12-31'), -500::numeric, 'with the new result');
SELECT lives_ok(format('SELECT hera.reopen_period(%L, ''2025-YE'', ''wrong account'')', pg_temp.org()), 'the transfer alone is undone');
SELECT is(pg_temp.verified(), NULL, 'and the books are right');
SELECT * FROM finish();
