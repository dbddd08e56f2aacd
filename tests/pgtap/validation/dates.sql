-- Days are read by hand, so that nothing is cast that could fail.
SELECT plan(2);

SELECT results_eq(
    $$SELECT d::date::text FROM generate_series(date '1999-12-01', '2004-03-31', interval '1 day') AS d ORDER BY 1$$,
    $$SELECT hera_internal.read_date(to_char(make_date(y, 1, 1), 'YYYY') || format('-%s-%s', lpad(m::text, 2, '0'), lpad(d::text, 2, '0')))::text
      FROM generate_series(1999, 2004) AS y, generate_series(0, 13) AS m, generate_series(0, 32) AS d
      WHERE hera_internal.read_date(to_char(make_date(y, 1, 1), 'YYYY') || format('-%s-%s', lpad(m::text, 2, '0'), lpad(d::text, 2, '0')))
          BETWEEN '1999-12-01' AND '2004-03-31'
      ORDER BY 1$$,
    'of all that looks like a day, exactly the days are read, leap years too'
);
SELECT is(
    ARRAY(SELECT hera_internal.read_date(d) FROM unnest(ARRAY[
        '1899-12-31', '1900-01-01', '1900-02-29', '2000-02-29', '2100-02-29', '2999-12-31', '3000-01-01', '0000-00-00', NULL
    ]) AS d),
    ARRAY[NULL, '1900-01-01', NULL, '2000-02-29', NULL, '2999-12-31', NULL, NULL, NULL]::date[],
    'years 1900 to 2999'
);

SELECT * FROM finish();
