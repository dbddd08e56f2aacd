-- Rollups and tail: every line counted once, before, between and after refreshes, whatever path wrote it.
SELECT plan(22);

SELECT set_config('test.org', hera.create_organization('Rollups')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS $$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.post(p_date date, p_amount numeric, p_unit text DEFAULT NULL) RETURNS uuid LANGUAGE sql AS
$$SELECT (hera.submit(pg_temp.org(), jsonb_strip_nulls(jsonb_build_object('transaction_type', 'bill', 'account', '5000',
    'total_amount', p_amount, 'transaction_date', p_date, 'unit', p_unit, 'raise_on_error', true))) ->> 'transaction_id')::uuid$$;
CREATE FUNCTION pg_temp.balance(p_as_of date DEFAULT NULL) RETURNS numeric LANGUAGE sql AS
$$SELECT b.balance FROM hera.account_balance(pg_temp.org(), '5000', p_as_of) AS b$$;
CREATE FUNCTION pg_temp.tail() RETURNS bigint LANGUAGE sql AS
$$SELECT count(*) FROM hera_internal.balance_tail AS t WHERE t.organization_id = pg_temp.org()$$;
CREATE FUNCTION pg_temp.refresh() RETURNS text LANGUAGE sql AS
$$SELECT r.lines || ' ' || r.complete FROM hera.refresh_balances(pg_temp.org()) AS r$$;
CREATE FUNCTION pg_temp.bad() RETURNS text LANGUAGE sql AS $$SELECT hera_internal.find_bad_balances(pg_temp.org())$$;

SELECT pg_temp.post('2025-12-31', 1);
SELECT pg_temp.post('2026-01-01', 10, 'rye');
SELECT pg_temp.post('2026-02-28', 100);
SELECT is(pg_temp.tail(), 6::bigint, 'lines wait in the tail');
SELECT is(pg_temp.balance('2026-02-27'), 11::numeric, 'and count');
SELECT is(pg_temp.refresh(), '6 true', 'a refresh takes them all');
SELECT is(pg_temp.tail(), 0::bigint, 'none is left');
SELECT is(pg_temp.bad(), NULL, 'the rollups equal the lines');
SELECT is(
    ARRAY[pg_temp.balance('2025-12-30'), pg_temp.balance('2025-12-31'), pg_temp.balance('2026-01-01'),
        pg_temp.balance('2026-02-27'), pg_temp.balance('2026-02-28'), pg_temp.balance()],
    '{NULL,1,11,11,111,111}', 'at the edges of days, months and years'
);
SELECT is(pg_temp.balance('5000-01-01'), 111::numeric, 'a day far away');
SELECT is(pg_temp.balance('infinity'), 111::numeric, 'and beyond all days');
SELECT is(pg_temp.refresh(), '0 true', 'nothing is left to do');
SELECT pg_temp.post('2026-01-01', 1000, 'rye');
SELECT is(pg_temp.balance('2026-01-31'), 1011::numeric, 'a backdated document counts on its day from the tail');
SELECT pg_temp.refresh();
SELECT is(pg_temp.balance('2026-01-31'), 1011::numeric, 'and from the rollups');
SELECT is(pg_temp.balance('2025-12-31'), 1::numeric, 'not before');
SELECT results_eq(
    $$SELECT i.account_code, i.amount FROM hera.income_statement(pg_temp.org(), '2026-01-01', '2026-12-31', 'rye') AS i WHERE NOT i.is_total$$,
    $$VALUES ('5000', 1010.0)$$, 'units have rollups of their own'
);
SELECT is(pg_temp.bad(), NULL, 'units too equal their lines');

SELECT pg_temp.post('2026-02-28', 5);
SELECT results_eq(
    $$SELECT d.day, d.debit, d.credit FROM hera_bi.account_days AS d
      WHERE d.organization_id = pg_temp.org() AND d.account_code = '5000' AND d.as_of <= clock_timestamp() ORDER BY d.day$$,
    $$VALUES ('2025-12-31'::date, 1.0, 0.0), ('2026-01-01', 1010, 0), ('2026-02-28', 105, 0)$$, 'the view counts both'
);

-- A line that no entry function wrote.
INSERT INTO hera.universal_transactions (organization_id, id, created_at, transaction_type, transaction_date,
    posting_status, currency, total_amount, submitted_by, posted_at, line_count)
SELECT pg_temp.org(), i.id, hera_internal.uuid_time(i.id), 'journal', '2026-03-01', 'posted', 'GBP', 7, 'raw', now(), 2
FROM hera_internal.new_id() AS i (id);
INSERT INTO hera.universal_transaction_lines (organization_id, transaction_id, line_number, line_count, created_at,
    account_id, side, amount, base_amount, currency, transaction_date, posted_at)
SELECT t.organization_id, t.id, n, 2, t.created_at, a.id, CASE n WHEN 1 THEN 'debit' ELSE 'credit' END, 7, 7, 'GBP',
    t.transaction_date, t.posted_at
FROM hera.universal_transactions AS t, generate_series(1, 2) AS n, hera_internal.ledger_account AS a
WHERE t.organization_id = pg_temp.org() AND t.submitted_by = 'raw' AND a.organization_id = pg_temp.org()
    AND a.code = CASE n WHEN 1 THEN '5000' ELSE '1000' END;
SELECT is(pg_temp.balance(), 1123::numeric, 'a line counts whatever path wrote it');
SELECT pg_temp.refresh();
SELECT is(pg_temp.bad(), NULL, 'once');

UPDATE hera_internal.balance_rollup AS r SET debit = r.debit + 1
WHERE r.organization_id = pg_temp.org() AND r.grain = 'day' AND r.starts_on = '2026-02-28' AND r.unit = '' AND r.debit > 0;
SELECT is(pg_temp.bad(), '3 found: 5000 GBP day 2026-02-28, 5000 GBP month 2026-02-01, 5000 GBP year 2026-01-01', 'a changed day is named, with its month and year');
SELECT is((SELECT v.ok FROM hera.verify(pg_temp.org()) AS v WHERE v.check_name = 'balances equal their lines'), false, 'by verify as well');
SELECT is(hera.rebuild_balances(pg_temp.org()), 12::bigint, 'they can be computed anew');
SELECT is(pg_temp.bad(), NULL, 'from the lines');
SELECT is((SELECT count(*) FROM hera.verify_since(pg_temp.org()) AS v WHERE NOT v.ok AND v.check_name LIKE '%balances%'), 0::bigint, 'and certified');
