-- Periods close and reopen in order, and nothing is dated in a closed one.
SELECT plan(16);

SELECT set_config('test.org', hera.create_organization('Periods', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.bill(p_date date, p_account text DEFAULT '5000') RETURNS jsonb LANGUAGE sql AS
$$SELECT hera.submit(pg_temp.org(), jsonb_strip_nulls(jsonb_build_object(
    'transaction_type', 'bill', 'transaction_date', p_date, 'total_amount', 120, 'account', p_account,
    'counterparty', 'Paper Ltd')))$$;

SELECT set_config('test.old', pg_temp.bill('2026-01-31') ->> 'transaction_id', true);
SELECT set_config('test.waiting', pg_temp.bill('2026-02-28', NULL) ->> 'transaction_id', true);
SELECT is(hera.close_period(pg_temp.org(), '2026-02') - ARRAY['balances', 'checklist'],
    '{"period": "2026-02", "waiting": 1, "closed_through": "2026-02-28"}'::jsonb,
    'the first close may name any month');
SELECT is((SELECT c.balances FROM hera_internal.closed_period AS c WHERE c.organization_id = pg_temp.org()),
    '[{"account": "2100", "balance": -120, "currency": "GBP"}, {"account": "5000", "balance": 120, "currency": "GBP"}]',
    'the balances are kept with the period');
SELECT is(pg_temp.bill('2026-02-28') #>> '{errors,0,code}', 'LED_012', 'the last day is closed');
SELECT is(pg_temp.bill('2020-01-01') #>> '{errors,0,code}', 'LED_012', 'and so is every day before');
SELECT is(pg_temp.bill('2026-03-01') ->> 'status', 'posted', 'the next day is open');
SELECT throws_ok(
    format('SELECT hera.record_feedback(%L, %L, ''corrected'', ''{"account": "5000"}'')', pg_temp.org(),
        current_setting('test.waiting')),
    'ZHL12', NULL, 'what waited is not posted into a closed month');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-04'')', pg_temp.org()), 'ZHL13', NULL,
    'no month is left out');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-02'')', pg_temp.org()), 'ZHL13', NULL,
    'a month is closed once');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-13'')', pg_temp.org()), 'ZHV10', NULL,
    'there are twelve months');
SELECT throws_ok(
    format('SELECT hera.reverse(%L, %L, ''wrong'', ''2026-02-01'')', pg_temp.org(), current_setting('test.old')),
    'ZHL12', NULL, 'a reversal is not dated in a closed month');
SELECT set_config('test.reversal',
    hera.reverse(pg_temp.org(), current_setting('test.old')::uuid, 'wrong') ->> 'transaction_id', true);
SELECT is(
    (SELECT t.transaction_date FROM hera.universal_transactions AS t
     WHERE t.id = current_setting('test.reversal')::uuid),
    (now() AT TIME ZONE 'UTC')::date, 'without a date it is dated today');
SELECT is(hera.close_period(pg_temp.org(), '2026-03') ->> 'closed_through', '2026-03-31', 'the next month closes');
SELECT throws_ok(format('SELECT hera.reopen_period(%L, ''2026-02'', ''late bill'')', pg_temp.org()), 'ZHL13', NULL,
    'the newest month is reopened first');
SELECT throws_ok(format('SELECT hera.reopen_period(%L, ''2026-03'', '' '')', pg_temp.org()), 'ZHV05', NULL,
    'reopening needs a reason');
SELECT is(hera.reopen_period(pg_temp.org(), '2026-03', 'late bill') ->> 'closed_through', '2026-02-28',
    'a reopened month leaves those before closed');
SELECT results_eq(format('SELECT period, ends_on FROM hera.list_periods(%L)', pg_temp.org()),
    $$VALUES ('2026-02', '2026-02-28'::date)$$, 'closed periods are listed');
SELECT * FROM finish();
