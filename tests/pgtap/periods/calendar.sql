-- Fiscal years of any shape: every day has one year and one period, and what was closed keeps its days.
SELECT plan(26);

SELECT set_config('test.org', hera.create_organization('Calendar', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;

SELECT results_eq(
    format('SELECT period, starts_on, ends_on, state FROM hera.list_periods(%L, 2024) LIMIT 2', pg_temp.org()),
    $$VALUES ('2024-01', '2024-01-01'::date, '2024-01-31'::date, 'open'),
        ('2024-02', '2024-02-01', '2024-02-29', 'open')$$, 'the default calendar has months');
SELECT is((SELECT count(*) FROM hera.list_periods(pg_temp.org(), 2024)), 12::bigint, 'twelve of them');
SELECT is(hera_internal.year_of(pg_temp.org(), '2024-12-31'), 2024, 'and years that begin in January');

SELECT lives_ok(format('SELECT hera.set_calendar(%L, ''04-06'', 1)', pg_temp.org()), 'a year may begin on 6 April');
SELECT is(hera_internal.year_of(pg_temp.org(), '2026-04-05'), 2026, 'a year is named after the one in which it ends');
SELECT is(hera_internal.year_of(pg_temp.org(), '2026-04-06'), 2027, 'the next begins on its day');
SELECT results_eq(
    format('SELECT period, starts_on, ends_on, adjustment FROM hera.list_periods(%L, 2027) OFFSET 11', pg_temp.org()),
    $$VALUES ('2027-03', '2027-03-06'::date, '2027-04-05'::date, false), ('2027-13', '2027-04-05', '2027-04-05', true)$$,
    'its months begin on that day, and an adjustment period follows them');
SELECT throws_ok(format('SELECT hera.set_calendar(%L, ''02-30'')', pg_temp.org()), 'ZHV10', NULL, 'no year begins on 30 February');
SELECT throws_ok(format('SELECT hera.set_calendar(%L, ''01-01'', 5)', pg_temp.org()), 'ZHV10', NULL, 'four adjustment periods at most');
SELECT lives_ok(format('SELECT hera.set_calendar(%L, ''01-01'', 1)', pg_temp.org()), 'back to January');

-- 2026 as two long periods of 26 weeks.
SELECT is(hera.define_year(pg_temp.org(), 2026, '[
    {"period": "H1", "starts_on": "2025-12-29", "ends_on": "2026-06-28"},
    {"period": "H2", "starts_on": "2026-06-29", "ends_on": "2026-12-27"},
    {"period": "Audit", "starts_on": "2026-12-27", "ends_on": "2026-12-27", "adjustment": true}]'),
    '{"year": 2026, "starts_on": "2025-12-29", "ends_on": "2026-12-27"}', 'a year is defined by its periods');
SELECT results_eq(
    format('SELECT period, starts_on, ends_on FROM hera.list_periods(%L, 2025) OFFSET 11 LIMIT 1', pg_temp.org()),
    $$VALUES ('2025-12', '2025-12-01'::date, '2025-12-28'::date)$$, 'the year before gives way');
SELECT results_eq(
    format('SELECT period, starts_on, ends_on FROM hera.list_periods(%L, 2027) LIMIT 1', pg_temp.org()),
    $$VALUES ('2027-01', '2026-12-28'::date, '2027-01-31'::date)$$, 'and so does the year after');
SELECT is(hera_internal.year_of(pg_temp.org(), '2026-12-28'), 2027, 'a day follows the periods, not the date');
SELECT is(hera_internal.period_on(pg_temp.org(), '2026-07-01'), 'H2', 'and belongs to one period');
SELECT throws_ok(format($$SELECT hera.define_year(%L, 2026, %L)$$, pg_temp.org(), j.periods), 'ZHV11', NULL, j.why)
FROM (VALUES
    ('[{"period": "a", "starts_on": "2026-01-01", "ends_on": "2026-06-30"},
       {"period": "b", "starts_on": "2026-07-02", "ends_on": "2026-12-31"}]', 'periods leave no gap'),
    ('[{"period": "a", "starts_on": "2026-01-01", "ends_on": "2026-02-30"}]', 'a period has days'),
    ('[{"period": "2030-01", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}]', 'a name of a far year is refused'),
    ('[{"period": "x-YE", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}]', 'and that of a transfer'),
    ('[{"period": "2027-01", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}]', 'and one of the next year'),
    ('[{"period": "a", "starts_on": "2026-01-01", "ends_on": "2026-12-31"},
       {"period": "a", "starts_on": "2026-12-31", "ends_on": "2026-12-31", "adjustment": true}]', 'a name is used once')
) AS j (periods, why);
SELECT throws_ok(format('SELECT hera.define_year(%L, 2026, ''{}'')', pg_temp.org()), 'ZHV03', NULL, 'periods are an array');

SELECT hera.close_period(pg_temp.org(), 'H1');
SELECT throws_ok(format('SELECT hera.set_calendar(%L, ''07-01'', 1)', pg_temp.org()), 'ZHL35', NULL,
    'the calendar is kept from the first close on');
SELECT throws_ok(format($$SELECT hera.define_year(%L, 2026,
    '[{"period": "all", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}]')$$, pg_temp.org()), 'ZHL35', NULL,
    'and so are the years it touches');
SELECT results_eq(
    format('SELECT period, state FROM hera.list_periods(%L, 2026)', pg_temp.org()),
    $$VALUES ('H1', 'closed'), ('H2', 'open'), ('Audit', 'open')$$, 'the list says what is closed');
SELECT throws_ok(format('SELECT hera.close_period(%L, ''2026-05'')', pg_temp.org()), 'ZHV10', NULL,
    'a defined year has no months');
SELECT * FROM finish();
