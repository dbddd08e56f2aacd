-- How a document is held back, and how a part of a posting is cut.
SELECT plan(23);

SELECT set_config('test.org', hera.create_organization('Pending', 'GBP', p_chart => 'uk')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.held(p_request jsonb) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(
    (SELECT string_agg((e ->> 'code') || ' ' || (e ->> 'path'), ', ') FROM jsonb_array_elements(d.errors) AS e), d.held_as, 'posted'
) FROM hera_internal.read_holding(p_request, NULL::hera_internal.document) AS d$$;
CREATE FUNCTION pg_temp.part(p_posting jsonb, p_part numeric, p_whole numeric) RETURNS text LANGUAGE sql AS
$$SELECT string_agg((l ->> 'side') || ' ' || (l ->> 'amount'), ', ')
FROM jsonb_array_elements(hera_internal.part_posting(p_posting, p_part, p_whole)) AS l$$;
CREATE FUNCTION pg_temp.lines(VARIADIC p_amounts numeric[]) RETURNS jsonb LANGUAGE sql AS
$$SELECT jsonb_agg(jsonb_build_object('side', CASE WHEN a > 0 THEN 'debit' ELSE 'credit' END, 'amount', abs(a), 'currency', 'GBP')
    ORDER BY n) FROM unnest(p_amounts) WITH ORDINALITY AS x (a, n)$$;

SELECT is(pg_temp.held(h.request::jsonb), h.wanted, h.request)
FROM (
    VALUES
    ('{}', 'posted'), ('{"pending": false}', 'posted'), ('{"draft": false}', 'posted'), ('{"pending": true}', 'pending'),
    ('{"draft": true}', 'draft'), ('{"pending": true, "draft": true}', 'VAL_011 draft'), ('{"pending": {}}', 'pending'),
    ('{"pending": {"expires_in": 1}}', 'pending'), ('{"pending": {"expires_in": 0}}', 'LED_054 pending.expires_in'),
    ('{"pending": {"expires_in": -1}}', 'VAL_006 pending.expires_in'), ('{"pending": {"expires_in": 1.5}}', 'VAL_006 pending.expires_in'),
    ('{"pending": {"expires_at": "2000-01-01T00:00:00Z"}}', 'LED_054 pending.expires_at'),
    ('{"pending": {"expires_at": "tomorrow"}}', 'VAL_006 pending.expires_at'),
    ('{"pending": {"expires_at": "2999-01-01T00:00:00Z", "expires_in": 5}}', 'VAL_011 pending.expires_in'),
    ('{"pending": {"until": 5}}', 'VAL_004 pending.until')
) AS h (request, wanted);

SELECT is(pg_temp.part(pg_temp.lines(120, -100, -20), 60, 120), 'debit 60, credit 50, credit 10', 'a half');
SELECT is(pg_temp.part(pg_temp.lines(120, -100, -20), 120, 120), 'debit 120, credit 100, credit 20', 'the whole');
SELECT is(pg_temp.part(pg_temp.lines(100, -33.33, -33.33, -33.34), 50, 100), 'debit 50, credit 16.67, credit 16.66, credit 16.67',
    'what rounding leaves is spread');
SELECT is(pg_temp.part(pg_temp.lines(100, -99.99, -0.01), 0.01, 100), 'debit 0.01, credit 0.01', 'lines that come to nothing go');
-- Whatever the part, both sides keep equal sums.
SELECT is_empty(
    $$SELECT p.part FROM generate_series(1, 9999, 7) AS p (part)
      CROSS JOIN LATERAL jsonb_array_elements(
        hera_internal.part_posting(pg_temp.lines(33.37, 66.62, -12.11, -0.01, -87.87), p.part / 100.0, 99.99)) AS l
      GROUP BY p.part
      HAVING sum(CASE l ->> 'side' WHEN 'debit' THEN 1 ELSE -1 END * (l ->> 'amount')::numeric) <> 0
        OR sum((l ->> 'amount')::numeric) FILTER (WHERE l ->> 'side' = 'debit') <> p.part / 100.0$$,
    'parts balance and are exact'
);

SELECT set_config('test.id', hera.submit(pg_temp.org(), '{"transaction_type": "bill", "total_amount": 120, "account": "5000",
    "pending": true}') ->> 'transaction_id', true);
SELECT throws_ok(format('SELECT hera.post_pending(pg_temp.org(), %L, 120.01)', current_setting('test.id')), 'ZHL53', NULL,
    'more than is reserved is not posted');
SELECT is(hera.post_pending(pg_temp.org(), current_setting('test.id')::uuid, 120) ->> 'status', 'posted', 'all of it is');
SELECT throws_ok(format('SELECT hera.void_pending(pg_temp.org(), %L, %L)', current_setting('test.id'), 'late'), 'ZHL51', NULL,
    'what was posted is not pending');

SELECT * FROM finish();
