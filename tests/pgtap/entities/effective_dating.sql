-- The value at a date is the one with the newest valid_from at or before it.
SELECT plan(24);

SELECT set_config('test.org', hera.create_organization('Dates')::text, true);
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
SELECT hera.define_field(pg_temp.org(), 'dish', 'note', 'text');
SELECT hera.create_entity(pg_temp.org(), 'dish', 'D', 'Dish');

CREATE FUNCTION pg_temp.set(p_fields jsonb, p_from date) RETURNS jsonb LANGUAGE sql AS
$$SELECT hera.set_dynamic_data(pg_temp.org(), pg_temp.entity('dish', 'D'), p_fields, p_from) -> 'changed'$$;
CREATE FUNCTION pg_temp.at(p_date date) RETURNS jsonb LANGUAGE sql AS
$$SELECT hera.get_entity(pg_temp.org(), pg_temp.entity('dish', 'D'), p_date) -> 'fields'$$;

SELECT is(pg_temp.set('{"price": 10, "note": "new"}', '2026-03-01'), '["note", "price"]', 'both fields change');
SELECT is(pg_temp.at('2026-02-28'), '{}', 'the day before there is no value');
SELECT is(pg_temp.at('2026-03-01'), '{"note": "new", "price": 10}', 'the first day has it');
SELECT is(pg_temp.at('2999-01-01'), '{"note": "new", "price": 10}', 'and every day after');

SELECT is(pg_temp.set('{"price": 12}', '2026-06-01'), '["price"]', 'a later value');
SELECT is(pg_temp.at('2026-05-31') ->> 'price', '10', 'the old one holds until the day before');
SELECT is(pg_temp.at('2026-06-01') ->> 'price', '12', 'the new one from its day on');
SELECT is(pg_temp.at('2026-06-01') ->> 'note', 'new', 'other fields are not touched');

SELECT is(pg_temp.set('{"price": 8}', '2026-01-01'), '["price"]', 'a value recorded late for an earlier day');
SELECT is(pg_temp.at('2026-01-01') ->> 'price', '8', 'holds from its day');
SELECT is(pg_temp.at('2026-02-28') ->> 'price', '8', 'until the next one begins');
SELECT is(pg_temp.at('2026-03-01') ->> 'price', '10', 'which it does not change');

SELECT is(pg_temp.set('{"price": null}', '2026-04-01'), '["price"]', 'null ends a value');
SELECT is(pg_temp.at('2026-03-31') ->> 'price', '10', 'the day before it still holds');
SELECT is(pg_temp.at('2026-04-01') ? 'price', false, 'that day there is none');
SELECT is(pg_temp.at('2026-06-01') ->> 'price', '12', 'until the next one begins');

SELECT is(pg_temp.set('{"price": 11}', '2026-04-01'), '["price"]', 'a second statement for one day');
SELECT is(pg_temp.at('2026-04-01') ->> 'price', '11', 'takes the place of the first');
SELECT is(pg_temp.set('{"price": 11.0}', '2026-04-01'), '[]', 'the same again changes nothing');
SELECT is(
    (SELECT count(*) FROM hera.core_dynamic_data AS c
     WHERE c.organization_id = pg_temp.org() AND c.field_name = 'price'),
    4::bigint, 'one row per day on which a value begins or ends'
);
SELECT is_empty(
    $$SELECT FROM hera.core_dynamic_data AS c
      WHERE c.organization_id = pg_temp.org() AND c.created_at <> hera_internal.uuid_time(c.id)$$,
    'created_at is the time in the id'
);
SELECT throws_ok(
    $$UPDATE hera.core_dynamic_data SET created_at = created_at - interval '1 day'
      WHERE organization_id = pg_temp.org()$$,
    '23514', NULL, 'so that nobody back-dates a record'
);
SELECT is(pg_temp.faults($$SELECT pg_temp.set('{"price": 1}', 'infinity')$$), 'ZHE27:ENT_027 valid_from',
    'a day is finite');
SELECT is(
    (hera.set_dynamic_data(pg_temp.org(), pg_temp.entity('dish', 'D'), '{"note": "today"}') ->> 'valid_from')::date,
    (now() AT TIME ZONE 'UTC')::date, 'the default day is today where the organization is'
);

SELECT * FROM finish();
