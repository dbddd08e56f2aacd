-- Bins, quantiles, magnitude and season, at every edge.
SELECT plan(43);

CREATE FUNCTION pg_temp.magnitude(p_bin int, p_documents bigint) RETURNS text LANGUAGE sql AS
$$SELECT hera_internal.magnitude_dimension(
    p_bin::smallint, p_documents, ARRAY(SELECT (g * 10)::smallint FROM generate_series(0, 100) AS g), 20, 5, 25, 75, 95
)$$;
CREATE FUNCTION pg_temp.season(p_percent int, p_date date) RETURNS text LANGUAGE sql AS
$$SELECT hera_internal.season_dimension(p_percent, p_date, 150, 115, 85, 50)$$;

SELECT is(hera_internal.amount_bin_of(0.01, 2::smallint)::integer, 0, 'one penny is the first bin');
SELECT is(hera_internal.amount_bin_of(0.09, 2::smallint)::integer, 800, 'nine pence');
SELECT is(hera_internal.amount_bin_of(0.10, 2::smallint)::integer, 900, 'ten');
SELECT is(hera_internal.amount_bin_of(9.99, 2::smallint)::integer, 2699, 'three digits fill a power of ten');
SELECT is(hera_internal.amount_bin_of(10.00, 2::smallint)::integer, 2700, 'the next begins');
SELECT is(hera_internal.amount_bin_of(100.00, 2::smallint)::integer, 3600, 'a hundred');
SELECT is(hera_internal.amount_bin_of(100.99, 2::smallint)::integer, 3600, 'of four digits three count');
SELECT is(hera_internal.amount_bin_of(101.00, 2::smallint)::integer, 3601, 'the next bin');
SELECT is(hera_internal.amount_bin_of(123, 0::smallint)::integer, 1823, 'a currency without decimals');
SELECT is(hera_internal.amount_bin_of(1.234, 3::smallint)::integer, 2723, 'one with three');
SELECT is(hera_internal.amount_bin_of(1.2345, 4::smallint)::integer, 3623, 'and with four');
SELECT is(hera_internal.amount_bin_of(999999999999999.9999, 4::smallint)::integer, 17099, 'the largest amount');
SELECT is(hera_internal.amount_bin_of(0, 2::smallint)::integer, NULL::integer, 'nothing has no bin');
SELECT is(hera_internal.amount_bin_of(-5, 2::smallint)::integer, NULL::integer, 'less than nothing neither');
SELECT is((hera_internal.quantiles_of('{7}', '{1}'))[1], 7::smallint, 'one document: every quantile is its bin');
SELECT is((hera_internal.quantiles_of('{7}', '{1}'))[101], 7::smallint, 'up to the last');
SELECT is((hera_internal.quantiles_of('{1,2}', '{1,1}'))[51], 1::smallint, 'half of two do not exceed the first');
SELECT is((hera_internal.quantiles_of('{1,2}', '{1,1}'))[52], 2::smallint, '51 percent need the second');
SELECT is(cardinality(hera_internal.quantiles_of('{1,5,9}', '{3,100000,1}')), 101, 'there are 101 of them');
SELECT is(hera_internal.quantiles_of('{}', '{}'), NULL, 'nothing has no quantiles');
SELECT is(hera_internal.quantiles_of('{9,3}', '{1,-1}'), array_fill(9::smallint, ARRAY[101]), 'what counts below nothing is left out');
SELECT is_empty($$
    SELECT p.percent FROM generate_series(0, 100) AS p (percent), (
        SELECT hera_internal.quantiles_of(array_agg(d.bin), array_agg(d.count)) AS q
        FROM (SELECT b::smallint AS bin, (b * 7919 % 31)::bigint AS count FROM generate_series(1, 300) AS b) AS d
    ) AS h
    WHERE h.q[p.percent + 1] <> (
        SELECT min(s.bin) FROM (
            SELECT b AS bin, sum(b * 7919 % 31) OVER (ORDER BY b) AS through, sum(b * 7919 % 31) OVER () AS total
            FROM generate_series(1, 300) AS b
        ) AS s WHERE s.through * 100 >= p.percent * s.total AND s.through > 0
    )
$$, 'quantiles are the smallest bins that so many do not exceed');
SELECT is(pg_temp.magnitude(49, 20), 'MICRO', 'below the quantile of 5 percent');
SELECT is(pg_temp.magnitude(50, 20), 'SMALL', 'in its bin it is not below');
SELECT is(pg_temp.magnitude(249, 20), 'SMALL', 'below that of 25');
SELECT is(pg_temp.magnitude(250, 20), NULL, 'in its bin it is in the middle');
SELECT is(pg_temp.magnitude(750, 20), NULL, 'in that of 75 too');
SELECT is(pg_temp.magnitude(751, 20), 'LARGE', 'above it');
SELECT is(pg_temp.magnitude(950, 20), 'LARGE', 'in the bin of 95 percent');
SELECT is(pg_temp.magnitude(951, 20), 'JUMBO', 'above that');
SELECT is(pg_temp.magnitude(951, 19), NULL, '19 documents are too few to compare with');
SELECT is(pg_temp.magnitude(NULL, 20), NULL, 'no amount');
SELECT is(hera_internal.magnitude_dimension(951::smallint, NULL, NULL, 20, 5, 25, 75, 95), NULL, 'no history');
SELECT is(pg_temp.season(150, '2026-10-01'), 'Q4PEAK', '150 percent of the mean');
SELECT is(pg_temp.season(149, '2026-12-31'), 'Q4HIGH', '149');
SELECT is(pg_temp.season(115, '2026-09-30'), 'Q3HIGH', '115, the last day of a quarter');
SELECT is(pg_temp.season(114, '2026-07-01'), NULL, '114');
SELECT is(pg_temp.season(86, '2026-04-01'), NULL, '86');
SELECT is(pg_temp.season(85, '2026-06-30'), 'Q2LOW', '85');
SELECT is(pg_temp.season(51, '2026-01-01'), 'Q1LOW', '51');
SELECT is(pg_temp.season(50, '2028-02-29'), 'Q1OFF', '50, on a leap day');
SELECT is(pg_temp.season(0, '2026-03-31'), 'Q1OFF', 'a month without documents');
SELECT is(hera_internal.season_dimension(NULL, '2026-01-01', 150, 115, 85, 50), NULL, 'months that were not seen');

SELECT * FROM finish();
