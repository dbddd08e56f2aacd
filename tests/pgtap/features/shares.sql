-- Who has a feature: the share is exact, stays when it grows, and goes behind an override.
SELECT plan(15);

SELECT set_config('test.org', hera.create_organization('Features')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
SELECT set_config('test.bucket', hera_internal.feature_bucket(pg_temp.org(), 'new_screen')::text, true);

SELECT is(hera_internal.feature_bucket('0198c0de-0000-7000-8000-000000000001', 'x'),
    hera_internal.feature_bucket('0198c0de-0000-7000-8000-000000000001', 'x'), 'a place is the same for ever');
SELECT ok(min(b) >= 0 AND max(b) <= 9999 AND count(DISTINCT b) > 1500, 'places are spread over ten thousand')
FROM generate_series(1, 2000) AS n CROSS JOIN LATERAL hera_internal.feature_bucket(md5(n::text)::uuid, 'x') AS b;
SELECT ok(count(*) BETWEEN 400 AND 600, 'a quarter of them has what a quarter gets')
FROM generate_series(1, 2000) AS n WHERE hera_internal.feature_bucket(md5(n::text)::uuid, 'x') < 2500;
SELECT isnt(string_agg(hera_internal.feature_bucket(md5(n::text)::uuid, 'x')::text, ','),
    string_agg(hera_internal.feature_bucket(md5(n::text)::uuid, 'y')::text, ','), 'another feature falls to others')
FROM generate_series(1, 20) AS n;

SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), false, 'what nobody made is not there');
SELECT hera.set_feature('new_screen', 0, p_description => 'A screen');
SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), false, 'a share of nothing');
SELECT hera.set_feature('new_screen', 100);
SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), true, 'a share of all');
SELECT hera.set_feature('new_screen', current_setting('test.bucket')::integer / 100);
SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), false, 'a share that ends before its place');
SELECT hera.set_feature('new_screen', current_setting('test.bucket')::integer / 100 + 1);
SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), true, 'a share that just holds its place');
SELECT hera.override_feature(pg_temp.org(), 'new_screen', false);
SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), false, 'an override goes before the share');
SELECT hera.override_feature(pg_temp.org(), 'new_screen', NULL);
SELECT is(hera.feature_enabled(pg_temp.org(), 'new_screen'), true, 'and ends');
SELECT throws_ok(format('SELECT hera.set_feature(%L, %s)', f.name, f.share), 'ZHV10', NULL, f.name || ' ' || f.share)
FROM (VALUES ('new_screen', '101'), ('new_screen', '-1'), ('New', '5'), ('', '5')) AS f (name, share);

SELECT * FROM finish();
