-- Exchange rates: dated, direct, inverse and cross, faults all at once, who may set and who may read them.
SELECT plan(24);

SELECT set_config('test.org', hera.create_organization('Rates')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS $$SELECT current_setting('test.org')::uuid$$;
-- SQLSTATE and path of what a statement raises, or none.
CREATE FUNCTION pg_temp.raised(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_text text;
BEGIN
    EXECUTE p_statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_text = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' ', SQLSTATE, CASE
        WHEN SQLSTATE LIKE 'ZH%' THEN coalesce(v_text::jsonb ->> 'path', v_text::jsonb -> 0 ->> 'path')
    END);
END
$$;
CREATE FUNCTION pg_temp.rate(p_from text, p_to text, p_date date) RETURNS text LANGUAGE sql AS $$
SELECT concat_ws(' ', r.rate, r.rate_date, r.source, r.derivation)
FROM hera.exchange_rate(pg_temp.org(), p_from, p_to, p_date) AS r
$$;

SELECT is(pg_temp.raised($$SELECT pg_temp.rate('EUR', 'GBP', '2026-01-01')$$), 'ZHF01 p_date', 'no rate, no answer');
SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', '2026-01-01', 0.8500, ' ECB ');
SELECT hera.set_exchange_rate(pg_temp.org(), 'GBP', 'USD', '2026-01-05', 1.25, 'ECB');
SELECT is(pg_temp.rate('EUR', 'GBP', '2026-01-01'), '0.85 2026-01-01 ECB direct', 'on its day');
SELECT is(pg_temp.rate('EUR', 'GBP', '2027-01-01'), '0.85 2026-01-01 ECB direct', 'and until another one comes');
SELECT is(pg_temp.raised($$SELECT pg_temp.rate('EUR', 'GBP', '2025-12-31')$$), 'ZHF01 p_date', 'not before');
SELECT is(pg_temp.rate('USD', 'GBP', '2026-01-05'), '0.8 2026-01-05 ECB inverse', 'the other way round');
SELECT is(pg_temp.rate('USD', 'EUR', '2026-01-05'), '0.941176470588235 2026-01-01 ECB cross',
    'through the organization''s currency, as old as the older');
SELECT is(pg_temp.raised($$SELECT pg_temp.rate('USD', 'EUR', '2026-01-04')$$), 'ZHF01 p_date', 'both must be known');
SELECT is(pg_temp.rate('CHF', 'CHF', '2026-01-04'), '1 2026-01-04 same currency same', 'a currency is worth itself');
SELECT hera.set_exchange_rate(pg_temp.org(), 'GBP', 'EUR', '2026-02-01', 1.2, 'Bank');
SELECT is(pg_temp.rate('EUR', 'GBP', '2026-02-01'), '0.833333333333333 2026-02-01 Bank inverse', 'the later one counts');
SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', '2026-02-01', 0.84, 'ECB');
SELECT is(pg_temp.rate('EUR', 'GBP', '2026-02-01'), '0.84 2026-02-01 ECB direct', 'of one day, as it was set');
SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', '2026-02-01', 0.83, 'ECB, corrected');
SELECT is(pg_temp.rate('EUR', 'GBP', '2026-02-01'), '0.83 2026-02-01 ECB, corrected direct', 'a rate is replaced');

SELECT is(hera.load_exchange_rates(pg_temp.org(), '[
    {"from": "JPY", "to": "GBP", "date": "2026-01-01", "rate": "0.0051", "source": "ECB"},
    {"from": "CHF", "to": "GBP", "date": "2026-01-01", "rate": 0.9, "source": "ECB"},
    {"from": "CHF", "to": "GBP", "date": "2026-01-01", "rate": 0.91, "source": "ECB"}]') - 'errors',
    '{"status": "stored", "rates": 3, "changed": 2}', 'many at once, of one day the last');
SELECT is(hera.load_exchange_rates(pg_temp.org(), '[
    {"from": "JPY", "to": "GBP", "date": "2026-01-01", "rate": "0.0051", "source": "ECB"}]') ->> 'changed', '0', 'again is no change');
SELECT is((SELECT count(*) FROM hera_internal.audit_leaf AS a
    WHERE a.organization_id = pg_temp.org() AND a.event = 'exchange_rates.set'), 6::bigint, 'every change has its leaf');
SELECT results_eq($$SELECT e ->> 'code', e ->> 'path' FROM hera.load_exchange_rates(pg_temp.org(), '[
    {"from": "NOK", "to": "GBP", "date": "2026-01-01", "rate": 0.07, "source": "ECB"},
    {"from": "QQQ", "to": "GBP", "date": "2026-02-30", "rate": "1e5", "source": " ", "day": 1},
    {"from": "EUR", "to": "EUR", "rate": 0, "source": "ECB"}, 7,
    {"from": "EUR", "to": "GBP", "date": "2026-01-01", "rate": "NaN", "source": "ECB"}]') AS o, jsonb_array_elements(o -> 'errors') AS e$$,
    $$VALUES ('VAL_007', 'p_rates[1].date'), ('VAL_004', 'p_rates[1].day'), ('VAL_010', 'p_rates[1].from'),
        ('VAL_006', 'p_rates[1].rate'), ('VAL_005', 'p_rates[1].source'), ('VAL_002', 'p_rates[2].date'),
        ('VAL_009', 'p_rates[2].rate'), ('VAL_011', 'p_rates[2].to'), ('VAL_003', 'p_rates[3]'),
        ('VAL_006', 'p_rates[4].rate')$$, 'every fault is named');
SELECT is(pg_temp.raised($$SELECT pg_temp.rate('NOK', 'GBP', '2026-02-01')$$), 'ZHF01 p_date', 'and nothing stored');
SELECT is(hera.load_exchange_rates(pg_temp.org(), '{}') -> 'errors' -> 0 ->> 'code', 'VAL_003', 'an array is wanted');
SELECT is(pg_temp.raised($$SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', '2026-01-01', 'NaN', 'x')$$),
    'ZHV06 p_rates[0].rate', 'no number is no rate');
SELECT is(pg_temp.raised($$SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', '2026-01-01', -1, 'x')$$),
    'ZHV06 p_rates[0].rate', 'nor is one below zero');
SELECT is(pg_temp.raised($$SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', NULL, 1, 'x')$$),
    'ZHV02 p_rates[0].date', 'a rate has a day');
SELECT is(pg_temp.raised($$SELECT pg_temp.rate('QQQ', 'GBP', '2026-02-01')$$), 'ZHV10 p_from', 'a currency is known');

CREATE ROLE pgtap_rate_viewer;
GRANT hera_app TO pgtap_rate_viewer;
SELECT hera.grant_access(pg_temp.org(), 'pgtap_rate_viewer', 'viewer', 'viewer');
SELECT set_config('test.other', hera.create_organization('Elsewhere')::text, true);
SELECT hera.set_exchange_rate(current_setting('test.other')::uuid, 'NOK', 'GBP', '2026-01-01', 0.07, 'ECB');
SET LOCAL ROLE pgtap_rate_viewer;
SELECT is(pg_temp.rate('EUR', 'GBP', '2026-02-01'), '0.83 2026-02-01 ECB, corrected direct', 'who reads reports reads rates');
SELECT is(pg_temp.raised($$SELECT hera.set_exchange_rate(pg_temp.org(), 'EUR', 'GBP', '2026-01-01', 1, 'x')$$),
    'ZHZ01 rates.write', 'and sets none');
SELECT is(pg_temp.raised($$SELECT pg_temp.rate('NOK', 'GBP', '2026-02-01')$$), 'ZHF01 p_date', 'rates of others are no rates');
RESET ROLE;
SELECT * FROM finish();
