-- The table itself refuses a value that its definition does not allow, whatever path wrote it.
SELECT plan(16);

SELECT set_config('test.org', hera.create_organization('Guard')::text, true);
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
SELECT hera.define_field(pg_temp.org(), 'thing', 'small', 'number', true, 1, 9);
SELECT hera.create_entity(pg_temp.org(), 'thing', 'T', 'A thing', '{"small": 2}');
CREATE FUNCTION pg_temp.put(p_field text, p_column text, p_value text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    v_id uuid := hera_internal.new_id();
BEGIN
    RETURN pg_temp.faults(format(
        'INSERT INTO hera.core_dynamic_data
         (organization_id, id, entity_id, field_name, valid_from, created_at, actor, %s)
         VALUES (%L, %L, %L, %L, %L, %L, %L, %s)', p_column, pg_temp.org(), v_id, pg_temp.entity('thing', 'T'), p_field,
        '2001-01-01', hera_internal.uuid_time(v_id), 'somebody', p_value));
END
$$;
SET LOCAL session_replication_role = replica;
SELECT is(pg_temp.put(c.field, c.columns, c.value), c.expected, c.label)
FROM (VALUES
    ('date', 'value_text', $$'2026-01-01'$$, 'ZHE02:ENT_010 fields.date', 'a date is not stored as text'),
    ('integer', 'value_number', '2.5', 'ZHE02:ENT_010 fields.integer', 'an integer has no decimals'),
    ('number', 'value_number', $$'NaN'$$, 'ZHE02:ENT_010 fields.number', 'NaN is no number'),
    ('number', 'value_number', $$'Infinity'$$, 'ZHE02:ENT_010 fields.number', 'Infinity is no number'),
    ('date', 'value_date', $$'infinity'$$, 'ZHE02:ENT_010 fields.date', 'a date is finite'),
    ('timestamp', 'value_timestamp', $$'-infinity'$$, '23514:', 'a timestamp is finite'),
    ('small', 'value_number', '10', 'ZHE02:ENT_011 fields.small', 'the range holds'),
    ('small', 'value_number', 'NULL', 'ZHE02:ENT_014 fields.small', 'a required value is not ended'),
    ('unheard', 'value_number', '1', 'ZHE02:ENT_015 fields.unheard', 'the field must be registered'),
    ('json', 'value_json', $$'null'$$, '23514:', 'JSON null is no value'),
    ('text', 'value_text, value_number', $$'a', 1$$, '23514:', 'a row holds one value'),
    ('number', 'value_number', '1.5', 'none', 'a sound value is taken')
) AS c (field, columns, value, expected, label);
SELECT is(
    pg_temp.faults(format(
        'UPDATE hera.core_dynamic_data SET entity_id = %L WHERE organization_id = %L',
        gen_random_uuid(), pg_temp.org())),
    'ZHE01:ENT_001 entity_id', 'a value belongs to an entity'
);
SET LOCAL session_replication_role = origin;
SELECT is(
    pg_temp.faults(format('UPDATE hera.core_entities SET entity_type = %L WHERE organization_id = %L AND id = %L',
        'other', pg_temp.org(), pg_temp.entity('thing', 'T'))),
    'ZHE07:ENT_007 entity_type', 'an entity keeps its type, and so the definitions its values were checked against'
);
SELECT is_empty(
    $$SELECT t.tgrelid::regclass, t.tgname FROM pg_trigger AS t
      JOIN pg_proc AS p ON p.oid = t.tgfoid
      WHERE t.tgname IN ('core_dynamic_data_guard', 'core_relationships_guard', 'field_definition_guard',
          'relationship_type_guard', 'core_entities_type_guard')
          AND NOT (t.tgenabled = 'A' AND p.prosecdef AND p.proowner = 'hera_owner'::regrole)$$,
    'guards always fire and see every row'
);
SELECT is(
    (SELECT count(*) FROM pg_trigger AS t
     WHERE t.tgname IN ('core_dynamic_data_guard', 'core_relationships_guard', 'field_definition_guard',
         'relationship_type_guard', 'core_entities_type_guard')),
    5::bigint, 'and are all there'
);

SELECT * FROM finish();
