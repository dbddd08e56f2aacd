-- What a payment settles by its amount alone, and when that is not certain.
SELECT plan(20);

CREATE FUNCTION pg_temp.subset(p_amounts numeric[], p_target numeric, p_smallest integer DEFAULT 2) RETURNS text LANGUAGE sql AS
$$SELECT s.solutions || ' ' || coalesce(s.positions::text, 'none') FROM hera_internal.find_subset(p_amounts, p_target, p_smallest) AS s$$;
CREATE FUNCTION pg_temp.open(VARIADIC p_open numeric[]) RETURNS jsonb LANGUAGE sql AS
$$SELECT jsonb_agg(jsonb_build_object('transaction_id', 'd' || n, 'created_at', '2026-01-01', 'open', o) ORDER BY n)
FROM unnest(p_open) WITH ORDINALITY AS x (o, n)$$;
CREATE FUNCTION pg_temp.match(p_candidates jsonb, p_amount numeric, p_open integer DEFAULT 3) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(m ->> 'rule' || CASE WHEN (m ->> 'certain')::boolean THEN ' certain' ELSE ' asked' END, 'none')
FROM hera_internal.match_amounts(p_candidates, p_amount, 0.05, 2, p_open) AS m$$;

SELECT is(pg_temp.subset(ARRAY[10, 20, 30], 50), '1 {2,3}', 'two of three');
SELECT is(pg_temp.subset(ARRAY[10, 20, 30], 60), '1 {1,2,3}', 'all of them');
SELECT is(pg_temp.subset(ARRAY[10, 20, 30], 30), '1 {1,2}', 'a single one is no set');
SELECT is(pg_temp.subset(ARRAY[10, 20, 30], 30, 1), '2 {3}', 'the set with the fewest members is taken');
SELECT is(pg_temp.subset(ARRAY[10, 10, 10], 20), '3 {1,2}', 'of equal sets the earliest');
SELECT is(pg_temp.subset(ARRAY[10, 20, 30], 31), '0 none', 'nothing adds up');
SELECT is(pg_temp.subset(ARRAY[0.1, 0.2, 0.7], 0.3), '1 {1,2}', 'decimals are exact');
SELECT is(pg_temp.subset(array_agg(2::numeric ^ n ORDER BY n), 2::numeric ^ 20 - 1), '1 ' || array_agg(n + 1 ORDER BY n)::text, 'all of twenty')
FROM generate_series(0, 19) AS n;
SELECT is(pg_temp.subset(array_agg(1::numeric) || 5::numeric, 6), '38760 {1,2,3,4,5,6}', 'the twenty-first is not looked at')
FROM generate_series(1, 20);

SELECT is(pg_temp.match(pg_temp.open(100, 250), 250), 'amount certain', 'the one that has the amount');
SELECT is(pg_temp.match(pg_temp.open(100, 250), 249.95), 'amount_tolerance certain', 'the one within the tolerance');
SELECT isnt(pg_temp.match(pg_temp.open(100, 250), 249.94), 'amount_tolerance certain', 'and not beyond it');
SELECT is(pg_temp.match(pg_temp.open(250, 250.05), 250), 'amount certain', 'the exact one goes before one within the tolerance');
SELECT is(pg_temp.match(pg_temp.open(250, 250), 250), 'amount asked', 'of two a person chooses');
SELECT is(pg_temp.match(pg_temp.open(100, 250), 250, 499), 'amount certain', 'all that is open was looked at');
SELECT is(pg_temp.match(pg_temp.open(100, 250), 250, 500), 'amount asked', 'not all of it was');
SELECT matches(pg_temp.match(pg_temp.open(100.11, 250.22), 350.33, 2), '^balance certain$', 'all together');
SELECT matches(pg_temp.match(pg_temp.open(100.11, 250.22, 75.40), 350.33), '^combination', 'some together');
SELECT is(pg_temp.match(pg_temp.open(250), 60, 1), 'none', 'a part is no amount');
SELECT is(pg_temp.match(pg_temp.open(100, 250), 90), 'none', 'nothing has it');

SELECT * FROM finish();
