-- Range, pattern, allowed values, required and unknown fields; every fault is reported at once.
SELECT plan(27);

SELECT set_config('test.org', hera.create_organization('Rules')::text, true);
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

SELECT hera.define_field(pg_temp.org(), 'dish', 'price', 'number', true, 0.01, 1000);
SELECT hera.define_field(pg_temp.org(), 'dish', 'sku', 'text', false, 3, 8, '[A-Z]+-?[0-9]*');
SELECT hera.define_field(pg_temp.org(), 'dish', 'course', 'text', p_allowed_values => '{starter,main}');
SELECT hera.define_field(pg_temp.org(), 'dish', 'size', 'number', p_allowed_values => '{1,2.5}');
SELECT hera.define_field(pg_temp.org(), 'dish', 'season', 'date', p_allowed_values => '{2026-01-01,2026-07-01}');

CREATE FUNCTION pg_temp.make(p_code text, p_fields jsonb) RETURNS text LANGUAGE sql AS
$$SELECT pg_temp.faults(format('SELECT hera.create_entity(%L, %L, %L, %L, %L)',
    pg_temp.org(), 'dish', p_code, 'Dish ' || p_code, p_fields))$$;

SELECT is(pg_temp.make(c.code, '{"price": 5}' || c.fields::jsonb), c.expected, c.label)
FROM (VALUES
    ('a1', '{"price": 0.01}', 'none', 'the minimum is in range'),
    ('a2', '{"price": 1000}', 'none', 'the maximum is in range'),
    ('a3', '{"price": 0.009}', 'ZHE02:ENT_011 fields.price', 'below the minimum is not'),
    ('a4', '{"price": 1000.001}', 'ZHE02:ENT_011 fields.price', 'above the maximum is not'),
    ('b1', '{"sku": "ABC"}', 'none', 'a text of the least length fits'),
    ('b2', '{"sku": "ABCDEF-1"}', 'none', 'a text of the greatest length fits'),
    ('b3', '{"sku": "AB"}', 'ZHE02:ENT_011 fields.sku', 'a shorter text does not'),
    ('b4', '{"sku": "ABCDEFGH1"}', 'ZHE02:ENT_011 fields.sku', 'a longer text does not'),
    ('b5', '{"sku": "xABC"}', 'ZHE02:ENT_012 fields.sku', 'the pattern must match from the beginning'),
    ('b6', '{"sku": "ABC-1x"}', 'ZHE02:ENT_012 fields.sku', 'the pattern must match to the end'),
    ('b7', '{"sku": "ABC\n"}', 'ZHE02:ENT_012 fields.sku', 'a line end is not the end of the text'),
    ('c1', '{"course": "main"}', 'none', 'an allowed value is taken'),
    ('c2', '{"course": "Main"}', 'ZHE02:ENT_013 fields.course', 'letters are not folded'),
    ('c3', '{"size": 2.50}', 'none', 'allowed numbers compare by value'),
    ('c4', '{"size": 2.51}', 'ZHE02:ENT_013 fields.size', 'another number is refused'),
    ('c5', '{"season": "2026-07-01"}', 'none', 'an allowed date is taken'),
    ('c6', '{"season": "2026-07-02"}', 'ZHE02:ENT_013 fields.season', 'another date is refused'),
    ('d1', '{"price": null}', 'ZHE02:ENT_014 fields.price', 'null is no value for a required field'),
    ('d2', '{"colour": 1}', 'ZHE02:ENT_015 fields.colour', 'a field must be registered'),
    ('d3', '{"price": -1, "sku": "x", "course": "dessert", "size": "big", "colour": 1}',
        'ZHE02:ENT_015 fields.colour, ENT_013 fields.course, ENT_011 fields.price, ENT_010 fields.size, '
        'ENT_011 fields.sku, ENT_012 fields.sku',
        'all faults come at once')
) AS c (code, fields, expected, label);

SELECT is(pg_temp.make('e1', '{}'), 'ZHE02:ENT_014 fields.price', 'a required field must be given at creation');
SELECT is(
    pg_temp.faults(format('SELECT hera.create_entity(%L, %L, %L, %L, %L, %L)',
        pg_temp.org(), 'Dish', ' x', '', '{"a": 1}', '[]')),
    'ZHE02:ENT_005 code, ENT_005 entity_type, ENT_015 fields.a, ENT_005 metadata, ENT_005 name',
    'faults of the entity itself come with those of its fields'
);
SELECT is(pg_temp.faults(format('SELECT hera.set_dynamic_data(%L, %L, %L)',
    pg_temp.org(), pg_temp.entity('dish', 'a1'), '{"price": 5, "sku": "x"}')),
    'ZHE02:ENT_011 fields.sku, ENT_012 fields.sku', 'one bad field refuses the call');
SELECT is(hera.get_entity(pg_temp.org(), pg_temp.entity('dish', 'a1')) #>> '{fields,price}', '0.01',
    'and the good field was not stored');
SELECT is(pg_temp.faults(format('SELECT hera.set_dynamic_data(%L, %L, %L)',
    pg_temp.org(), pg_temp.entity('dish', 'a1'), '{"price": null}')),
    'ZHE02:ENT_014 fields.price', 'a required value cannot be ended');
SELECT hera.define_field(pg_temp.org(), 'dish', 'vat', 'number', true);
SELECT is(hera.get_entity(pg_temp.org(), pg_temp.entity('dish', 'a1')) -> 'missing', '["vat"]',
    'a field that became required is reported as missing');
SELECT hera.define_field(pg_temp.org(), 'dish', 'tag', 'text', p_pattern => '.*');
SELECT is(pg_temp.faults(format(
    'SELECT hera.set_dynamic_data(%L, %L, jsonb_build_object(''tag'', repeat(''x'', 1001)))',
    pg_temp.org(), pg_temp.entity('dish', 'a1'))),
    'ZHE02:ENT_016 fields.tag', 'a text is bounded before its pattern is tried');

SELECT * FROM finish();
