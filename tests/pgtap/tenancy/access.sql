-- Who may speak for whom: granting, trusting, revoking, and what is refused.
SELECT plan(27);

SELECT set_config('test.org', hera.create_organization('Access')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
-- SQLSTATE, code and path of what a statement raises, or none.
CREATE FUNCTION pg_temp.raised(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
    v_text text;
BEGIN
    EXECUTE p_statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_text = PG_EXCEPTION_DETAIL;
    RETURN concat_ws(' ', v_state, CASE WHEN v_state LIKE 'ZH%' THEN v_text::jsonb ->> 'path' END);
END
$$;
CREATE ROLE pgtap_app;
CREATE ROLE pgtap_server;
CREATE FUNCTION pg_temp.members() RETURNS text LANGUAGE sql AS
$$SELECT string_agg(concat_ws(':', coalesce(a.actor, '-'), a.role, nullif(array_to_string(a.logins, ','), '')), ' ' ORDER BY a.actor)
  FROM hera.list_access(pg_temp.org()) AS a WHERE a.actor IS DISTINCT FROM session_user$$;

SELECT is((SELECT role FROM hera.list_access(pg_temp.org()) WHERE actor = session_user), 'owner',
    'who creates an organization owns it');
SELECT is(pg_temp.members(), NULL, 'and is alone in it');
SELECT hera.grant_access(pg_temp.org(), 'pgtap_app', 'ann', 'viewer');
SELECT is(pg_temp.members(), 'ann:viewer:pgtap_app', 'a login is bound to an actor');
SELECT hera.grant_access(pg_temp.org(), 'pgtap_app', 'ann', 'accountant');
SELECT is(pg_temp.members(), 'ann:accountant:pgtap_app', 'a second grant changes the role');
SELECT hera.grant_access(pg_temp.org(), 'pgtap_app', 'bob', 'approver');
SELECT is(pg_temp.members(), 'ann:accountant bob:approver:pgtap_app', 'a login speaks for one actor at a time');
SELECT hera.grant_access(pg_temp.org(), NULL, 'eve', 'auditor');
SELECT is(pg_temp.members(), 'ann:accountant bob:approver:pgtap_app eve:auditor', 'a member needs no login');
SELECT hera.trust_login('pgtap_server', ARRAY[pg_temp.org()]);
SELECT is(pg_temp.members(), 'ann:accountant bob:approver:pgtap_app eve:auditor -:pgtap_server',
    'a trusted login speaks for nobody in particular');
SELECT hera.trust_login('pgtap_server', ARRAY[pg_temp.org()]);
SELECT is((SELECT count(*)::int FROM hera.list_access(pg_temp.org()) WHERE actor IS NULL), 1, 'trusting twice is trusting');
SELECT hera.revoke_access(pg_temp.org(), 'pgtap_app');
SELECT is(pg_temp.members(), 'ann:accountant bob:approver eve:auditor -:pgtap_server', 'a login is taken away');
SELECT hera.revoke_access(pg_temp.org(), NULL, 'ann');
SELECT is(pg_temp.members(), 'bob:approver eve:auditor -:pgtap_server', 'an actor is taken away');
SELECT hera.revoke_access(pg_temp.org(), 'pgtap_server');
SELECT is(pg_temp.members(), 'bob:approver eve:auditor', 'trust is taken away');

SELECT is(pg_temp.raised(format('SELECT hera.%s', c.call)), c.wanted, c.call)
FROM (
    VALUES
    ('grant_access(pg_temp.org(), ''nobody'', ''x'', ''viewer'')', 'ZHV10 p_login'),
    ('grant_access(pg_temp.org(), ''pgtap_app'', '''', ''viewer'')', 'ZHV05 p_actor'),
    ('grant_access(pg_temp.org(), ''pgtap_app'', NULL, ''viewer'')', 'ZHV05 p_actor'),
    ('grant_access(pg_temp.org(), ''pgtap_app'', repeat(''x'', 201), ''viewer'')', 'ZHV05 p_actor'),
    ('grant_access(pg_temp.org(), ''pgtap_app'', ''x'', ''king'')', 'ZHV10 p_role'),
    ('grant_access(gen_random_uuid(), ''pgtap_app'', ''x'', ''viewer'')', 'ZHZ01 access.manage'),
    ('grant_access(NULL, ''pgtap_app'', ''x'', ''viewer'')', 'ZHZ01 access.manage'),
    ('revoke_access(pg_temp.org(), ''pgtap_app'')', 'ZHV10 p_login'),
    ('revoke_access(pg_temp.org(), NULL, ''nobody'')', 'ZHV10 p_login'),
    ('trust_login(''nobody'', ARRAY[pg_temp.org()])', 'ZHV10 p_login'),
    ('trust_login(''pgtap_app'', ARRAY[gen_random_uuid()])', 'ZHZ01 access.manage'),
    ('create_organization('''')', 'ZHV05 p_name'),
    ('create_organization(''X'', ''QQQ'')', 'ZHV10 p_currency'),
    ('create_organization(''X'', ''GBP'', ''Mars/Base'')', 'ZHV10 p_timezone'),
    ('create_organization(''X'', ''GBP'', ''UTC'', ''nothing'')', 'ZHV10 p_chart'),
    ('create_organization(''X'', p_client_id => gen_random_uuid())', 'ZHV10 p_client_id')
) AS c (call, wanted);

SELECT * FROM finish();
