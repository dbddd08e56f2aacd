-- Entities: made, changed, archived, read page by page; never of another organization, never deleted.
SELECT plan(25);

SELECT set_config('test.org', hera.create_organization('Entities')::text, true);
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

SELECT hera.define_field(pg_temp.org(), 'dish', 'price', 'number');
SELECT hera.create_entity(pg_temp.org(), 'dish', 'D' || n, 'Dish ' || n, jsonb_build_object('price', n % 3))
FROM generate_series(1, 7) AS n;
CREATE FUNCTION pg_temp.call(p_function text, p_arguments text) RETURNS text LANGUAGE sql AS
$$SELECT pg_temp.faults(format('SELECT hera.%s(%L, %s)', p_function, pg_temp.org(), p_arguments))$$;
CREATE FUNCTION pg_temp.codes(p_filter jsonb, p_after text, p_limit int) RETURNS text LANGUAGE sql AS
$$SELECT coalesce(string_agg(l.code, ' ' ORDER BY l.n), '')
  FROM hera.list_entities(pg_temp.org(), 'dish', p_filter, p_after, p_limit)
      WITH ORDINALITY AS l (entity_id, code, name, status, fields, metadata, n)$$;

SELECT is(pg_temp.call('create_entity', $$'dish', 'D1', 'Again'$$), 'ZHE04:ENT_004 code',
    'a code is unique in its type');
SELECT is(pg_temp.call('create_entity', $$'drink', 'D1', 'Other'$$), 'none', 'another type has codes of its own');
SELECT is(pg_temp.call('create_entity', $$'account', '4711', 'Cash'$$), 'ZHE06:ENT_006 entity_type',
    'ledger accounts are not made this way');
SELECT is(pg_temp.call('get_entity', quote_literal(gen_random_uuid())), 'ZHE01:ENT_001 entity_id',
    'an unknown id is an error');

SELECT hera.update_entity(pg_temp.org(), pg_temp.entity('dish', 'D1'), 'Soup');
SELECT hera.update_entity(pg_temp.org(), pg_temp.entity('dish', 'D1'), p_metadata => '{"hot": true}');
SELECT is(
    hera.get_entity(pg_temp.org(), pg_temp.entity('dish', 'D1')) - '{id,created_at,as_of}'::text[],
    '{"entity_type": "dish", "code": "D1", "name": "Soup", "status": "active", "metadata": {"hot": true},
      "fields": {"price": 1}, "missing": []}',
    'name and metadata change, each alone'
);
SELECT is(pg_temp.call('update_entity', format('%L, %L', pg_temp.entity('dish', 'D1'), ' ')), 'ZHE02:ENT_005 name',
    'a name is not blank');

SELECT is(pg_temp.codes('{}', NULL, 3), 'D1 D2 D3', 'the first page');
SELECT is(pg_temp.codes('{}', 'D3', 3), 'D4 D5 D6', 'the page after a code');
SELECT is(pg_temp.codes('{}', 'D6', 3), 'D7', 'the last page');
SELECT is(pg_temp.codes('{"fields": {"price": 2.0}}', NULL, 9), 'D2 D5', 'by a field, numbers by value');
SELECT is(pg_temp.codes('{"fields": {"price": 2}, "as_of": "2000-01-01"}', NULL, 9), '', 'by a field on another day');
SELECT is(pg_temp.codes('{"name": "SOU"}', NULL, 9), 'D1', 'by part of the name');
SELECT is(
    pg_temp.call('list_entities', $$'dish', '{"status": "gone", "as_of": "x", "colour": 1, "name": 3}', NULL, 0$$),
    'ZHE30:ENT_030 filter.as_of, ENT_030 filter.colour, ENT_030 filter.name, ENT_030 filter.status, ENT_030 limit',
    'all faults of a filter come at once'
);
SELECT is(pg_temp.call('list_entities', $$'dish', '[]'$$), 'ZHE30:ENT_030 filter', 'a filter is an object');

SELECT hera.archive_entity(pg_temp.org(), pg_temp.entity('dish', 'D2'));
SELECT is(pg_temp.codes('{}', NULL, 9), 'D1 D3 D4 D5 D6 D7', 'archived entities are left out');
SELECT is(pg_temp.codes('{"status": "archived"}', NULL, 9), 'D2', 'unless asked for');
SELECT is(pg_temp.codes('{"status": "any"}', NULL, 1), 'D1', 'or all are');
SELECT is(pg_temp.call('set_dynamic_data', format('%L, %L', pg_temp.entity('dish', 'D2'), '{"price": 9}')),
    'ZHE03:ENT_003 entity_id', 'an archived entity takes no values');
SELECT is(pg_temp.call('update_entity', format('%L, %L', pg_temp.entity('dish', 'D2'), 'x')),
    'ZHE03:ENT_003 entity_id', 'and no name');
SELECT is(hera.get_entity(pg_temp.org(), pg_temp.entity('dish', 'D2')) #>> '{fields,price}', '2', 'but stays readable');
SELECT hera.archive_entity(pg_temp.org(), pg_temp.entity('dish', 'D2'), false);
SELECT is(pg_temp.call('set_dynamic_data', format('%L, %L', pg_temp.entity('dish', 'D2'), '{"price": 9}')),
    'none', 'and can be taken back into use');

SELECT set_config('test.dish', pg_temp.entity('dish', 'D1')::text, true);
SELECT set_config('test.org', hera.create_organization('Entities: another')::text, true);
SELECT is(pg_temp.call('get_entity', quote_literal(current_setting('test.dish'))), 'ZHE01:ENT_001 entity_id',
    'an entity of another organization is not there to be read');
SELECT is(pg_temp.call('set_dynamic_data', format('%L, %L', current_setting('test.dish'), '{"price": 1}')),
    'ZHE01:ENT_001 entity_id', 'nor to be written');
SELECT is(pg_temp.call('archive_entity', quote_literal(current_setting('test.dish'))), 'ZHE01:ENT_001 entity_id',
    'nor to be archived');
SELECT is((SELECT count(*) FROM hera.list_entities(pg_temp.org(), 'dish')), 0::bigint, 'nor to be listed');

SELECT * FROM finish();
