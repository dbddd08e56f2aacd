-- A definition is itself checked, and a field with values keeps its type on every path.
SELECT plan(25);

SELECT set_config('test.org', hera.create_organization('Definitions')::text, true);
CREATE FUNCTION pg_temp.org() RETURNS uuid LANGUAGE sql AS
$$SELECT current_setting('test.org')::uuid$$;
CREATE FUNCTION pg_temp.entity(p_type text, p_code text) RETURNS uuid LANGUAGE sql AS
$$SELECT e.id FROM hera.core_entities AS e
  WHERE e.organization_id = pg_temp.org() AND e.entity_type = p_type AND e.code = p_code$$;
-- Codes and paths of the faults that a statement raises, or none.
CREATE FUNCTION pg_temp.faults(p_statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_state text;
    v_text text;
    v_detail jsonb;
BEGIN
    EXECUTE p_statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS v_state = RETURNED_SQLSTATE, v_text = PG_EXCEPTION_DETAIL;
    v_detail := CASE WHEN v_state LIKE 'ZH%' THEN v_text::jsonb END;
    RETURN v_state || ':' || CASE jsonb_typeof(v_detail)
        WHEN 'array' THEN (
            SELECT string_agg(concat_ws(' ', f ->> 'code', f ->> 'path'), ', ' ORDER BY f ->> 'path', f ->> 'code')
            FROM jsonb_array_elements(v_detail) AS f)
        ELSE concat_ws(' ', v_detail ->> 'code', v_detail ->> 'path') END;
END
$$;

CREATE FUNCTION pg_temp.define(p_arguments text) RETURNS text LANGUAGE sql AS
$$SELECT pg_temp.faults(format('SELECT hera.define_field(%L, %s)', pg_temp.org(), p_arguments))$$;

SELECT is(pg_temp.define(c.arguments), c.expected, c.label)
FROM (VALUES
    ($$'Thing', 'a', 'text'$$, 'ZHE17:ENT_017 field_name', 'an entity type is lower snake case'),
    ($$'thing', '1a', 'text'$$, 'ZHE17:ENT_017 field_name', 'a field name too'),
    ($$'thing', NULL, 'money'$$, 'ZHE17:ENT_017 data_type, ENT_017 field_name', 'faults come at once'),
    ($$'thing', 'a', 'text', NULL$$, 'ZHE17:ENT_017 description', 'required is true or false'),
    ($$'thing', 'a', 'number', false, 2, 1$$, 'ZHE17:ENT_017 minimum', 'bounds are in order'),
    ($$'thing', 'a', 'number', false, 'NaN'$$, 'ZHE17:ENT_017 minimum', 'NaN is no bound'),
    ($$'thing', 'a', 'number', false, NULL, 'Infinity'$$, 'ZHE17:ENT_017 minimum', 'Infinity is no bound'),
    ($$'thing', 'a', 'date', false, 1$$, 'ZHE17:ENT_017 minimum', 'a date has no bounds'),
    ($$'thing', 'a', 'number', p_pattern => '1'$$, 'ZHE17:ENT_017 pattern', 'a number has no pattern'),
    ($$'thing', 'a', 'text', p_pattern => '('$$, 'ZHE17:ENT_017 pattern', 'a pattern must compile'),
    ($$'thing', 'a', 'text', p_pattern => 'a)|(b'$$, 'ZHE17:ENT_017 pattern', 'a pattern cannot undo its anchors'),
    ($$'thing', 'a', 'text', p_pattern => '(a*)\1'$$, 'ZHE17:ENT_017 pattern', 'back references are refused'),
    ($$'thing', 'a', 'text', p_pattern => repeat('a', 201)$$, 'ZHE17:ENT_017 pattern', 'a pattern is short'),
    ($$'thing', 'a', 'boolean', p_allowed_values => '{true}'$$, 'ZHE17:ENT_017 allowed_values',
        'a boolean needs no list'),
    ($$'thing', 'a', 'text', p_allowed_values => '{}'$$, 'ZHE17:ENT_017 allowed_values', 'a list is not empty'),
    ($$'thing', 'a', 'integer', p_allowed_values => '{1,x}'$$, 'ZHE17:ENT_017 allowed_values',
        'allowed values are of the type'),
    ($$'thing', 'a', 'text', p_pattern => 'x+', p_allowed_values => '{xx,y}'$$, 'ZHE17:ENT_017 allowed_values',
        'allowed values match the pattern'),
    ($$'thing', 'a', 'text', false, 1, 9, 'x+', '{xx,xxx}', 'Some text'$$, 'none', 'a sound definition is taken')
) AS c (arguments, expected, label);

SELECT results_eq(
    $$SELECT field_name, data_type, minimum, maximum, pattern, allowed_values, description
      FROM hera.list_fields(pg_temp.org(), 'thing')$$,
    $$VALUES ('a', 'text', 1::numeric, 9::numeric, 'x+', '{xx,xxx}'::text[], 'Some text')$$,
    'and listed'
);
SELECT is(pg_temp.define($$'thing', 'a', 'number'$$), 'none', 'a field without values may change its type');
SELECT hera.create_entity(pg_temp.org(), 'thing', 'T', 'A thing', '{"a": 1}');
SELECT is(pg_temp.define($$'thing', 'a', 'text'$$), 'ZHE18:ENT_018 data_type', 'a field with values may not');
SELECT is(pg_temp.define($$'thing', 'a', 'number', true, 5, 6$$), 'none', 'its other rules may change');
SELECT is(hera.get_entity(pg_temp.org(), pg_temp.entity('thing', 'T')) #>> '{fields,a}', '1',
    'what was recorded before stays');
SELECT is(pg_temp.faults('DELETE FROM hera_internal.field_definition'), 'ZHE18:ENT_018 data_type',
    'nor may its owner delete it');
SET LOCAL session_replication_role = replica;
SELECT is(
    pg_temp.faults($$UPDATE hera_internal.field_definition SET data_type = 'json', minimum = NULL, maximum = NULL$$),
    'ZHE18:ENT_018 data_type', 'or change it with ordinary triggers switched off');

SELECT * FROM finish();
