-- Which documents are numbered without gaps, and how numbers are written.
SELECT plan(21);

SELECT set_config('test.org', hera.create_organization('Numbers', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.post(p_type text, p_total numeric, p_date date DEFAULT '2026-05-01') RETURNS uuid LANGUAGE sql AS
$$SELECT (hera.submit(pg_temp.org(), jsonb_build_object('transaction_type', p_type, 'total_amount', p_total,
    'transaction_date', p_date, 'account', CASE p_type WHEN 'bill' THEN '5000' ELSE '4000' END)) ->> 'transaction_id')::uuid$$;
CREATE FUNCTION pg_temp.commit() RETURNS void LANGUAGE plpgsql AS
$$BEGIN SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; END$$;
CREATE FUNCTION pg_temp.number(p_id uuid) RETURNS text LANGUAGE sql AS
$$SELECT hera.get_transaction(pg_temp.org(), p_id) ->> 'document_number'$$;

SELECT set_config('test.a', pg_temp.post('invoice', 10)::text, true), set_config('test.b', pg_temp.post('sales_invoice', 10)::text, true);
SELECT set_config('test.c', pg_temp.post('invoice', -10)::text, true), set_config('test.d', pg_temp.post('bill', 10)::text, true);
SELECT is(pg_temp.number(current_setting('test.a')::uuid), NULL, 'an invoice has no number before COMMIT');
SELECT matches(pg_temp.number(current_setting('test.d')::uuid), '^[0-9A-F]{12}-[0-9A-F]{12}$', 'a bill is numbered by its id');
SELECT pg_temp.commit();
SELECT is(pg_temp.number(current_setting('test.a')::uuid), 'INV-2026-000001', 'the first invoice');
SELECT is(pg_temp.number(current_setting('test.b')::uuid), 'INV-2026-000002', 'both types share a series');
SELECT is(pg_temp.number(current_setting('test.c')::uuid), 'CN-2026-000001', 'credit notes have their own');
SELECT hera.reverse(pg_temp.org(), current_setting('test.a')::uuid, 'wrong');
SELECT pg_temp.commit();
SELECT is(pg_temp.number(current_setting('test.a')::uuid), 'INV-2026-000001', 'a reversed invoice keeps its number');
SELECT is((SELECT count(*) FROM hera_internal.document_number WHERE organization_id = pg_temp.org() AND series = 'CN'), 2::bigint,
    'what reverses it is a credit note');
SELECT results_eq(format('SELECT document_number FROM hera.list_transactions(%L) WHERE transaction_id = %L', pg_temp.org(),
    current_setting('test.b')), $$VALUES ('INV-2026-000002')$$, 'the list shows it');
SELECT results_eq(format('SELECT n.document_number FROM hera_bi.transactions AS n WHERE transaction_id IN (%L, %L) ORDER BY 1 DESC',
    current_setting('test.b'), current_setting('test.d')), format('VALUES (%L), (%L)', 'INV-2026-000002',
    hera_internal.plain_number(current_setting('test.d')::uuid)), 'and so does the view');
SELECT pg_temp.post('invoice', 10, '2025-12-31');
SELECT pg_temp.commit();
SELECT results_eq(format('SELECT series, fiscal_year, last_number FROM hera.list_number_series(%L)', pg_temp.org()),
    $$VALUES ('CN', 2026, 2::bigint), ('INV', 2025, 1), ('INV', 2026, 2)$$, 'each fiscal year begins anew');

SELECT lives_ok(format($$SELECT hera.define_number_series(%L, 'B', ARRAY['bill'], false, '{series}/{year}/{number}')$$, pg_temp.org()),
    'any type may ask for numbers without gaps');
SELECT set_config('test.e', pg_temp.post('bill', 10)::text, true);
SELECT pg_temp.commit();
SELECT is(pg_temp.number(current_setting('test.e')::uuid), 'B/2026/1', 'in its own format');
SELECT matches(pg_temp.number(current_setting('test.d')::uuid), '^[0-9A-F]{12}-', 'what was posted before keeps its number');
SELECT throws_ok(format($$SELECT hera.define_number_series(%L, 'X', ARRAY['bill'])$$, pg_temp.org()), 'ZHL38', NULL, 'one series a type');
SELECT throws_ok(format($$SELECT hera.define_number_series(%L, 'X', ARRAY['x'], false, %L)$$, pg_temp.org(), f.format), 'ZHV10', NULL, f.format)
FROM (VALUES ('{number}'), ('{year}{number}{series}'), ('{series}-{year}-{number:0}'), ('{series}-{yaer}-{number}')) AS f (format);
SELECT lives_ok(format($$SELECT hera.define_number_series(%L, 'B', ARRAY[]::text[])$$, pg_temp.org()), 'a series ends');
SELECT matches(pg_temp.number(pg_temp.post('bill', 10)), '^[0-9A-F]{12}-', 'and the type is numbered by ids again');
SELECT is((SELECT string_agg(check_name || ': ' || detail, '; ') FROM hera.verify(pg_temp.org()) WHERE NOT ok), NULL, 'nothing is missing');
SELECT * FROM finish();
