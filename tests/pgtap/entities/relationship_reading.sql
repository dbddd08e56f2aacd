-- Neighbours, trees and ancestors as of a day.
SELECT plan(11);

SELECT set_config('test.org', hera.create_organization('Reading')::text, true);
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

SELECT hera.create_entity(pg_temp.org(), 'part', c, 'Part ' || c) FROM unnest('{A,B,C,D}'::text[]) AS c;
SELECT hera.define_relationship_type(pg_temp.org(), 'contains', 'contains', true);
SELECT hera.define_relationship_type(pg_temp.org(), 'near', 'near');
SELECT hera.relate_entities(pg_temp.org(), r.type, pg_temp.entity('part', r.parent), pg_temp.entity('part', r.child),
    r.begin::date, r.finish::date, jsonb_build_object('quantity', r.quantity))
FROM (VALUES
    ('contains', 'A', 'B', '2026-01-01', NULL, 2),
    ('contains', 'A', 'C', '2026-01-01', '2026-07-01', 3),
    ('contains', 'B', 'D', '2026-01-01', NULL, 5),
    ('contains', 'C', 'D', '2026-01-01', NULL, 7),
    ('near', 'A', 'B', '2026-01-01', NULL, 1),
    ('near', 'B', 'A', '2026-01-01', NULL, 1)
) AS r (type, parent, child, begin, finish, quantity);
CREATE FUNCTION pg_temp.tree(p_code text, p_type text, p_as_of date, p_depth int DEFAULT 20)
RETURNS text LANGUAGE sql AS
$$SELECT string_agg(array_to_string(t.path, '>'), ' ' ORDER BY t.path)
  FROM hera.entity_tree(pg_temp.org(), pg_temp.entity('part', p_code), p_type, p_as_of, p_depth) AS t$$;
CREATE FUNCTION pg_temp.ancestors(p_code text, p_type text, p_as_of date) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(array_to_string(t.path, '>'), ' ' ORDER BY t.path)
  FROM hera.entity_ancestors(pg_temp.org(), pg_temp.entity('part', p_code), p_type, p_as_of) AS t$$;

SELECT is(pg_temp.tree('A', 'contains', '2026-06-30'), 'A A>B A>B>D A>C A>C>D', 'every way down');
SELECT is(pg_temp.tree('A', 'contains', '2026-07-01'), 'A A>B A>B>D', 'without what has ended that day');
SELECT is(pg_temp.tree('A', 'contains', '2025-12-31'), 'A', 'without what had not begun');
SELECT is(pg_temp.tree('A', 'contains', '2026-06-30', 1), 'A A>B A>C', 'to a depth');
SELECT is(pg_temp.tree('A', 'near', '2026-06-30'), 'A A>B', 'a cycle is walked once');
SELECT is(pg_temp.ancestors('D', 'contains', '2026-06-30'), 'D D>B D>B>A D>C D>C>A', 'every way up');
SELECT is(
    (SELECT sum(t.quantity) FROM (
        SELECT (t.metadata ->> 'quantity')::int * (p.metadata ->> 'quantity')::int AS quantity
        FROM hera.entity_tree(pg_temp.org(), pg_temp.entity('part', 'A'), 'contains', '2026-06-30') AS t
        JOIN hera.entity_tree(pg_temp.org(), pg_temp.entity('part', 'A'), 'contains', '2026-06-30') AS p
            ON p.path = t.path[:2]
        WHERE t.code = 'D') AS t),
    31::bigint, 'the quantities on the way make a bill of materials'
);
SELECT results_eq(
    $$SELECT relationship_type, direction, code
      FROM hera.list_related(pg_temp.org(), pg_temp.entity('part', 'B'), NULL, '2026-06-30')$$,
    $$VALUES ('contains', 'child', 'D'), ('contains', 'parent', 'A'), ('near', 'child', 'A'), ('near', 'parent', 'A')$$,
    'neighbours in both directions'
);
SELECT is(
    (SELECT count(*) FROM hera.list_related(pg_temp.org(), pg_temp.entity('part', 'B'), 'near', '2026-06-30')),
    2::bigint, 'of one type'
);
SELECT is(pg_temp.faults($$SELECT pg_temp.tree('A', 'contains', NULL, 101)$$), 'ZHE30:ENT_030 max_depth',
    'a depth is bounded');
SELECT is(pg_temp.faults(format('SELECT * FROM hera.list_related(%L, %L)', pg_temp.org(), gen_random_uuid())),
    'ZHE01:ENT_001 entity_id', 'an unknown entity is an error');

SELECT * FROM finish();
