-- Types, ranges and the order organization, server, default.
SELECT plan(26);

SELECT set_config('test.org', hera.create_organization('Settings')::text, true);
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
CREATE FUNCTION pg_temp.now(p_name text) RETURNS text LANGUAGE sql AS
$$SELECT s.value || ' ' || s.source FROM hera.list_settings(pg_temp.org()) AS s WHERE s.name = p_name$$;

SELECT is(pg_temp.now('max_lines'), '1000 default', 'the default holds');
SELECT hera.set_setting('max_lines', '500');
SELECT is(pg_temp.now('max_lines'), '500 server', 'the server''s value holds where there is no other');
SELECT hera.set_setting('max_lines', '20', pg_temp.org());
SELECT is(pg_temp.now('max_lines'), '20 organization', 'the organization''s own value holds first');
SELECT hera.set_setting('max_lines', '600');
SELECT is(pg_temp.now('max_lines'), '20 organization', 'whatever the server says later');
SELECT is((SELECT o.settings ->> 'max_lines' FROM hera.core_organizations AS o WHERE o.organization_id = pg_temp.org()),
    '20', 'requests read the value in force with their organization');
SELECT hera.set_setting('max_lines', NULL, pg_temp.org());
SELECT is(pg_temp.now('max_lines'), '600 server', 'NULL goes back');
SELECT hera.set_setting('max_lines', NULL);
SELECT is(pg_temp.now('max_lines'), '1000 default', 'NULL goes back to the default');
SELECT is((SELECT count(*) FROM hera.list_settings(pg_temp.org())),
    (SELECT count(*) FROM hera_internal.setting_definition), 'every setting is listed');
SELECT is(
    (SELECT string_agg(a.detail ->> 'value', ',' ORDER BY a.id) FROM hera_internal.audit_leaf AS a
     WHERE a.organization_id = pg_temp.org() AND a.event = 'setting.changed'),
    '20', 'a change leaves a leaf'
);
SELECT is_empty(
    $$SELECT d.name FROM hera_internal.setting_definition AS d
      WHERE d.value_type IN ('integer', 'number')
        AND NOT d.default_value::numeric BETWEEN coalesce(d.minimum, '-Infinity') AND coalesce(d.maximum, 'Infinity')$$,
    'every default lies in its range'
);

SELECT is(pg_temp.raised(format('SELECT hera.set_setting(%L, %L, pg_temp.org())', c.name, c.value)), c.wanted,
    c.name || ' = ' || c.value)
FROM (
    VALUES
    ('no_such_setting', '1', 'ZHV10 p_name'), ('max_lines', '1', 'ZHV10 p_value'), ('max_lines', '10001', 'ZHV10 p_value'),
    ('max_lines', '2.5', 'ZHV10 p_value'), ('max_lines', 'many', 'ZHV10 p_value'), ('max_lines', '', 'ZHV10 p_value'),
    ('max_lines', '1e3', 'ZHV10 p_value'), ('max_lines', ' 5', 'ZHV10 p_value'), ('max_lines', '2', 'none'),
    ('max_lines', '10000', 'none'), ('ai_confidence_threshold', '0.84', 'ZHV10 p_value'),
    ('ai_confidence_threshold', '0.9', 'none'), ('ai_confidence_threshold', 'NaN', 'ZHV10 p_value'),
    ('rate_limit_max_requests', '0', 'ZHV10 p_value'), ('rate_limit_window', '99999999999999999', 'ZHV10 p_value')
) AS c (name, value, wanted);
SELECT is(pg_temp.raised($$SELECT hera.set_setting('max_lines', '5', gen_random_uuid())$$), 'ZHZ01 settings.write',
    'an organization that is not there');

SELECT * FROM finish();
