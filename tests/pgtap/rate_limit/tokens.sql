-- The arithmetic of one register: burst at once, then one token an interval; nothing is taken by a refusal or a look.
SELECT plan(12);

SELECT set_config('test.org', hera.create_organization('Tokens')::text, true);
SELECT hera.set_setting(s.name, s.value, current_setting('test.org')::uuid)
FROM (VALUES ('rate_limit_max_requests', '10'), ('rate_limit_window', '86400000'), ('rate_limit_burst', '4')) AS s (name, value);
CREATE FUNCTION pg_temp.take(p_cost int, OUT limited boolean, OUT "limit" int, OUT remaining int, OUT retry_after numeric,
    OUT reset_after numeric) LANGUAGE sql AS
$$SELECT l.* FROM hera.check_rate_limit(current_setting('test.org')::uuid, p_cost => p_cost) AS l$$;

SELECT is(t.remaining, 4, 'a fresh register has its burst') FROM pg_temp.take(0) AS t;
SELECT is(t.remaining, 3, 'a token is taken') FROM pg_temp.take(1) AS t;
SELECT is(t.limited, true, 'more than is left is refused') FROM pg_temp.take(4) AS t;
SELECT is(t.remaining, 3, 'and takes nothing') FROM pg_temp.take(0) AS t;
SELECT is(t.remaining, 0, 'all that is left is given') FROM pg_temp.take(3) AS t;
SELECT is(t.limited, true, 'then the next is refused') FROM pg_temp.take(1) AS t;
SELECT ok(t.retry_after BETWEEN 8639 AND 8640, 'for one interval: a window divided by the limit') FROM pg_temp.take(1) AS t;
SELECT ok(t.reset_after BETWEEN 34559 AND 34560, 'all of it is back after the burst''s intervals') FROM pg_temp.take(0) AS t;
SELECT is(t."limit", 10, 'the limit is told') FROM pg_temp.take(0) AS t;
SELECT setval(('hera_internal.register_' || o.limit_register)::regclass, 4000000000000000)
FROM hera.core_organizations AS o WHERE o.organization_id = current_setting('test.org')::uuid;
SELECT ok(t.limited AND t.retry_after <= 8640, 'a clock that went back stalls nobody for longer than a refill')
FROM pg_temp.take(1) AS t;
SELECT is_empty($$SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()$$, 'no lock stays');
SELECT is(current_setting('lock_timeout'), '0', 'no setting stays');

SELECT * FROM finish();
