-- The rate of a day, and what tax the net lines make.
SELECT plan(19);

SELECT set_config('test.org', hera.create_organization('Tax', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.rate(p_day date) RETURNS text LANGUAGE sql AS
$$SELECT coalesce((SELECT trim_scale(r.rate)::text FROM hera_internal.rate_on(pg_temp.org(), 'ECO', p_day) AS r), 'none')$$;
CREATE FUNCTION pg_temp.line(p_number bigint, p_part text, p_amount numeric, p_unit smallint DEFAULT 2)
RETURNS hera_internal.tax_line LANGUAGE sql AS
$$SELECT ROW(p_number, 'ECO', true, 20, p_part, '2200', p_amount, 'GBP', p_unit, NULL)::hera_internal.tax_line$$;
CREATE FUNCTION pg_temp.due(p_lines hera_internal.tax_line[], p_by_line boolean) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(concat_ws(' ', d.side, d.net, d.due, d.net_lines, d.stated, d.stated_lines), '; ' ORDER BY d.side)
FROM hera_internal.tax_due(p_lines, p_by_line) AS d$$;

SELECT hera.define_tax_code(pg_temp.org(), 'ECO', 'Levy');
SELECT is(pg_temp.rate('2026-01-01'), 'none', 'a code without a rate');
SELECT hera.set_tax_rate(pg_temp.org(), 'ECO', 17.5, '2026-01-01');
SELECT hera.set_tax_rate(pg_temp.org(), 'ECO', 0, '2026-07-01');
SELECT is(pg_temp.rate(r.day::date), r.wanted, r.day)
FROM (
    VALUES ('2025-12-31', 'none'), ('2026-01-01', '17.5'), ('2026-06-30', '17.5'), ('2026-07-01', '0'), ('2999-12-31', '0')
) AS r (day, wanted);
SELECT throws_ok(format('SELECT hera.set_tax_rate(pg_temp.org(), %L, %s, %L)', 'ECO', r.rate, '2027-01-01'), 'ZHV10', NULL, r.rate)
FROM (VALUES ('-0.01'), ('1000.01'), ('0.0000001'), ('''NaN''')) AS r (rate);
SELECT throws_ok($$SELECT hera.set_tax_rate(pg_temp.org(), 'NONE', 5, '2026-01-01')$$, 'ZHW01', NULL, 'a code that is not there');
SELECT hera.set_tax_rate(pg_temp.org(), 'ECO', 5, '2026-07-01');
SELECT is(pg_temp.rate('2026-07-01'), '5', 'a day that nothing was posted of gets another rate');

SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'input_net', 0.12), pg_temp.line(2, 'input_net', 0.12)], false),
    'input 0.24 0.05 2 0 0', 'tax is rounded once');
SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'input_net', 0.12), pg_temp.line(2, 'input_net', 0.12)], true),
    'input 0.24 0.04 2 0 0', 'or for every line');
SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'output_net', -100), pg_temp.line(2, 'output_tax', -20)], false),
    'output -100 -20.00 1 -20 1', 'what is stated is counted beside what is due');
SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'output_net', -100), pg_temp.line(2, 'input_net', 50)], false),
    'input 50 10.00 1 0 0; output -100 -20.00 1 0 0', 'what is bought and what is sold apart');
SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'input_tax', 7)], false), 'input 0 0.00 0 7 1', 'tax without anything that it is on');
SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'input_net', 102, 0::smallint)], false), 'input 102 20 1 0 0',
    'a currency without decimals');
SELECT is(pg_temp.due(ARRAY[pg_temp.line(1, 'input_net', 100), pg_temp.line(2, 'input_net', -100)], false), 'input 0 0.00 2 0 0',
    'a net of nothing');

SELECT * FROM finish();
