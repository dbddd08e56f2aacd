-- The arithmetic of one register: burst at once, then one token an interval; nothing is taken by a refusal or a look.
SELECT plan(12);

CREATE FUNCTION pg_temp.take(p_cost int) RETURNS hera_internal.limit_state LANGUAGE sql AS
$$SELECT hera_internal.take_tokens(256, 10, 86400000, 4, p_cost)$$;

SELECT is((t.r).remaining, 4, 'a fresh register has its burst') FROM (SELECT pg_temp.take(0) AS r) AS t;
SELECT is((t.r).remaining, 3, 'a token is taken') FROM (SELECT pg_temp.take(1) AS r) AS t;
SELECT is((t.r).limited, true, 'more than is left is refused') FROM (SELECT pg_temp.take(4) AS r) AS t;
SELECT is((t.r).remaining, 3, 'and takes nothing') FROM (SELECT pg_temp.take(0) AS r) AS t;
SELECT is((t.r).remaining, 0, 'all that is left is given') FROM (SELECT pg_temp.take(3) AS r) AS t;
SELECT is((t.r).limited, true, 'then the next is refused') FROM (SELECT pg_temp.take(1) AS r) AS t;
SELECT ok((t.r).retry_after BETWEEN 8639 AND 8640, 'for one interval: a window divided by the limit')
FROM (SELECT pg_temp.take(1) AS r) AS t;
SELECT ok((t.r).reset_after BETWEEN 34559 AND 34560, 'all of it is back after the burst''s intervals')
FROM (SELECT pg_temp.take(0) AS r) AS t;
SELECT is((t.r)."limit", 10, 'the limit is told') FROM (SELECT pg_temp.take(0) AS r) AS t;
SELECT setval('hera_internal.register_256', 4000000000000000);
SELECT ok((t.r).limited AND (t.r).retry_after <= 8640, 'a clock that went back stalls nobody for longer than a refill')
FROM (SELECT pg_temp.take(1) AS r) AS t;
SELECT is_empty($$SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()$$, 'no lock stays');
SELECT is(current_setting('lock_timeout'), '0', 'no setting stays');

SELECT * FROM finish();
