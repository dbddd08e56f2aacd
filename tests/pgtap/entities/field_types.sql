-- A value is stored only when it is of its field's type; everything else is refused before any cast.
SELECT plan(46);

SELECT set_config('test.org', hera.create_organization('Types')::text, true);
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

SELECT hera.define_field(pg_temp.org(), 'thing', t, t)
FROM unnest(ARRAY['text', 'number', 'integer', 'date', 'timestamp', 'boolean', 'json']) AS t;
SELECT hera.create_entity(pg_temp.org(), 'thing', 'T', 'A thing');

CREATE FUNCTION pg_temp.stored(p_field text, p_value jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_faults text := pg_temp.faults(format(
        'SELECT hera.set_dynamic_data(%L, %L, %L)', pg_temp.org(), pg_temp.entity('thing', 'T'),
        jsonb_build_object(p_field, p_value)));
BEGIN
    RETURN CASE v_faults
        WHEN 'none' THEN
            (hera.get_entity(pg_temp.org(), pg_temp.entity('thing', 'T')) -> 'fields' -> p_field)::text
        ELSE v_faults END;
END
$$;

SELECT is(pg_temp.stored(c.field, c.value::jsonb), c.expected, format('%s takes %s', c.field, c.value))
FROM (VALUES
    ('text', '"soup"', '"soup"'),
    ('text', '""', '""'),
    ('number', '12.50', '12.50'),
    ('number', '"12.50"', '12.50'),
    ('number', '-0.00000000000000000001', '-0.00000000000000000001'),
    ('number', '999999999999999999999999999999', '999999999999999999999999999999'),
    ('number', '1e3', '1000'),
    ('integer', '5.0', '5'),
    ('date', '"2024-02-29"', '"2024-02-29"'),
    ('timestamp', '"2026-06-01T12:00:00+02:00"', '"2026-06-01T10:00:00.000000Z"'),
    ('timestamp', '"2026-06-01 12:00Z"', '"2026-06-01T12:00:00.000000Z"'),
    ('boolean', 'false', 'false'),
    ('json', '{"a": [1, null]}', '{"a": [1, null]}')
) AS c (field, value, expected);

SELECT is(pg_temp.stored(c.field, c.value::jsonb), 'ZHE02:ENT_010 fields.' || c.field,
    format('%s refuses %s', c.field, c.value))
FROM (VALUES
    ('text', '1'),
    ('text', 'true'),
    ('text', '{}'),
    ('number', '"NaN"'),
    ('number', '"Infinity"'),
    ('number', '"1e3"'),
    ('number', '" 1"'),
    ('number', '"0x10"'),
    ('number', 'true'),
    ('number', '1e39'),
    ('number', '1e-30'),
    ('number', '1000000000000000000000000000000'),
    ('integer', '2.5'),
    ('integer', '"one"'),
    ('date', '"2026-02-29"'),
    ('date', '"2026-13-01"'),
    ('date', '"0000-01-01"'),
    ('date', '"1/2/2026"'),
    ('date', '"infinity"'),
    ('date', '"today"'),
    ('date', '20260101'),
    ('timestamp', '"2026-06-01T12:00:00"'),
    ('timestamp', '"2026-02-30T12:00:00Z"'),
    ('timestamp', '"2026-06-01T25:00:00Z"'),
    ('timestamp', '"2026-06-01T12:00:00+99:00"'),
    ('timestamp', '"infinity"'),
    ('timestamp', '"now"'),
    ('boolean', '"true"'),
    ('boolean', '1')
) AS c (field, value);

SELECT is(pg_temp.stored('text', to_jsonb(repeat('x', 10000))), to_jsonb(repeat('x', 10000))::text,
    'a text has up to 10000 characters');
SELECT is(pg_temp.stored('text', to_jsonb(repeat('x', 10001))), 'ZHE02:ENT_016 fields.text',
    'a text has no more than that');
SELECT is(pg_temp.stored('json', to_jsonb(repeat('x', 65536))), 'ZHE02:ENT_016 fields.json',
    'a json value is bounded too');
SELECT is(pg_temp.faults(format('SELECT hera.set_dynamic_data(%L, %L, %L)',
    pg_temp.org(), pg_temp.entity('thing', 'T'), '[]')), 'ZHE02:ENT_010 fields', 'fields are an object');

SELECT * FROM finish();
