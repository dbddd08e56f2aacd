-- Soft locks by role, frozen accounts, the checklist of a close and opening balances.
SELECT plan(34);

SELECT set_config('test.org', hera.create_organization('Locks', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.bill(p_date date, p_account text DEFAULT '5000') RETURNS jsonb LANGUAGE sql AS
$$SELECT hera.submit(pg_temp.org(), jsonb_strip_nulls(jsonb_build_object(
    'transaction_type', 'bill', 'transaction_date', p_date, 'total_amount', 120, 'account', p_account)))$$;
CREATE FUNCTION pg_temp.code(p_outcome jsonb) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(p_outcome #>> '{errors,0,code}' || ' ' || (p_outcome #>> '{errors,0,path}'), p_outcome ->> 'status')$$;
CREATE FUNCTION pg_temp.role(p_role text) RETURNS void LANGUAGE sql AS
$$UPDATE hera_internal.organization_member SET role = p_role WHERE organization_id = pg_temp.org()$$;

SELECT set_config('test.waiting', pg_temp.bill('2026-03-10', NULL) ->> 'transaction_id', true);
SELECT set_config('test.posted', pg_temp.bill('2026-03-10') ->> 'transaction_id', true);
SELECT is(hera.lock_period(pg_temp.org(), '2026-03', 'month end') ->> 'state', 'soft_locked', 'a period is locked');
SELECT is(pg_temp.code(pg_temp.bill('2026-03-31')), 'posted', 'the owner still posts');
SELECT pg_temp.role('accountant');
SELECT is(pg_temp.code(pg_temp.bill('2026-03-31')), 'LED_030 transaction_date', 'an accountant does not');
SELECT is(pg_temp.code(pg_temp.bill('2026-04-01')), 'posted', 'the next month is open');
SELECT is(pg_temp.code(hera.submit(pg_temp.org(), '{"transaction_type": "bill", "period": "2026-03", "total_amount": 1}')),
    'LED_030 transaction_date', 'a locked month may be named, and is locked');
SELECT throws_ok(
    format('SELECT hera.record_feedback(%L, %L, ''corrected'', ''{"account": "5000"}'')', pg_temp.org(),
        current_setting('test.waiting')), 'ZHL30', NULL, 'what waited is not posted into it');
SELECT throws_ok(
    format('SELECT hera.reverse(%L, %L, ''x'', ''2026-03-20'')', pg_temp.org(), current_setting('test.posted')), 'ZHL30', NULL,
    'no reversal is dated in it');
SELECT is(hera.reverse(pg_temp.org(), current_setting('test.posted')::uuid, 'x') ->> 'status', 'posted', 'it is dated today');
SELECT results_eq(format('SELECT state, roles FROM hera.list_periods(%L, 2026) WHERE period = ''2026-03''', pg_temp.org()),
    $$VALUES ('soft_locked', ARRAY['owner'])$$, 'the list says who may');
SELECT lives_ok(format('SELECT hera.lock_period(%L, ''2026-03'', ''audit'', ARRAY[''accountant''])', pg_temp.org()), 'roles change');
SELECT is(pg_temp.code(pg_temp.bill('2026-03-31')), 'posted', 'and with them who posts');
SELECT lives_ok(format('SELECT hera.unlock_period(%L, ''2026-03'', ''done'')', pg_temp.org()), 'the lock is taken away');
SELECT throws_ok(format('SELECT hera.unlock_period(%L, ''2026-03'', ''done'')', pg_temp.org()), 'ZHV10', NULL, 'once');
SELECT is((SELECT soft_locks FROM hera.core_organizations WHERE organization_id = pg_temp.org()), NULL,
    'without a lock no request looks for one');
SELECT throws_ok(format('SELECT hera.lock_period(%L, ''2026-03'', ''x'', ARRAY[''viewer''])', pg_temp.org()), 'ZHV10', NULL,
    'a role that never posts is refused');

SELECT is(hera.freeze_account(pg_temp.org(), '5000', '2026-04-30', 'counted') ->> 'frozen_through', '2026-04-30', 'an account is frozen');
SELECT is(pg_temp.code(pg_temp.bill('2026-04-30')), 'LED_031 account', 'it takes no lines up to that day');
SELECT is(pg_temp.code(pg_temp.bill('2026-05-01')), 'posted', 'after it it does');
SELECT is(pg_temp.code(pg_temp.bill('2026-04-30', '5001')), 'posted', 'other accounts do, too');
SELECT throws_ok(
    format('SELECT hera.record_feedback(%L, %L, ''corrected'', ''{"account": "5000"}'')', pg_temp.org(),
        current_setting('test.waiting')), 'ZHL31', NULL, 'what waited is not posted on it');
SELECT is(hera.freeze_account(pg_temp.org(), '5000', NULL, 'done') ->> 'frozen_through', NULL, 'and it is thawed');
SELECT throws_ok(format('SELECT hera.freeze_account(%L, ''none'', ''2026-04-30'', ''x'')', pg_temp.org()), 'ZHL02', NULL, 'there is no such account');

SELECT pg_temp.bill('2026-02-10', '9998');
SELECT results_eq(format('SELECT check_name, ok, blocking FROM hera.check_period(%L, ''2026-03'')', pg_temp.org()),
    $$VALUES ('waiting', false, false), ('pending', true, false), ('suspense', false, true), ('balance', true, true),
        ('revaluation', true, false)$$, 'the checklist names what is open');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-03'')', pg_temp.org()), 'ZHL32', NULL, 'suspense refuses the close');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-03'', ''known'')', pg_temp.org()), 'ZHZ01', NULL,
    'an accountant does not override it');
SELECT pg_temp.role('owner');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-03'', '' '')', pg_temp.org()), 'ZHV05', NULL, 'an override has a reason');
SELECT lives_ok(format('SELECT hera.close_period(%L, ''2026-03'', ''known'')', pg_temp.org()), 'an owner overrides it');
SELECT is((SELECT override_reason FROM hera_internal.closed_period WHERE organization_id = pg_temp.org()), 'known', 'with a reason that is kept');
SELECT hera.set_setting('close_blocks_on_waiting', 'true', pg_temp.org());
SELECT pg_temp.bill('2026-04-10', NULL);
SELECT pg_temp.bill('2026-04-11', '9998');
SELECT throws_like(format('SELECT hera.close_period(%L, ''2026-04'')', pg_temp.org()), 'waiting%', 'documents that wait refuse it where a setting says so');

SELECT is(pg_temp.code(hera.import_opening_balances(pg_temp.org(), '2026-04-01',
    '[{"account": "1200", "side": "debit", "amount": 500}]')), 'VAL_013 lines', 'one line is no posting');
SELECT is(pg_temp.code(hera.import_opening_balances(pg_temp.org(), '2026-04-01',
    '[{"account": "1200", "side": "debit", "amount": 500}, {"account": "1210", "side": "debit", "amount": 1}]')), 'LED_001 lines',
    'balances balance');
SELECT is((SELECT jsonb_agg(l - 'currency') FROM jsonb_array_elements(hera.import_opening_balances(pg_temp.org(), '2026-04-01',
    '[{"account": "1200", "side": "debit", "amount": 500}]', '3900') -> 'posting') AS l),
    '[{"account": "1200", "side": "debit", "amount": 500}, {"account": "3900", "side": "credit", "amount": 500}]',
    'or the difference goes to an account');
SELECT is(pg_temp.code(hera.import_opening_balances(pg_temp.org(), '2026-04-01',
    '[{"account": "1200", "side": "debit", "amount": 500}]', '3900')), 'LED_037 lines[0].account', 'an import is not repeated');
SELECT is((SELECT string_agg(check_name || ': ' || detail, '; ') FROM hera.verify(pg_temp.org()) WHERE NOT ok), NULL, 'the books are right');
SELECT * FROM finish();
