-- Relationships keep the rules of their type on every day they hold.
SELECT plan(40);

SELECT set_config('test.org', hera.create_organization('Relationships')::text, true);
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

SELECT hera.create_entity(pg_temp.org(), 'unit', c, 'Unit ' || c) FROM unnest('{A,B,C,D,E,F,G}'::text[]) AS c;
SELECT hera.create_entity(pg_temp.org(), 'post', 'P', 'Post');
SELECT hera.define_relationship_type(pg_temp.org(), 'owns', 'owns', true, false, 'unit', 'unit');
SELECT hera.define_relationship_type(pg_temp.org(), 'leads', 'leads', false, true);
SELECT hera.define_relationship_type(pg_temp.org(), 'meets', 'meets');
CREATE FUNCTION pg_temp.relate(p_type text, p_from text, p_to text, p_begin date, p_end date DEFAULT NULL)
RETURNS text LANGUAGE sql AS
$$SELECT pg_temp.faults(format('SELECT hera.relate_entities(%L, %L, %L, %L, %L, %L)', pg_temp.org(), p_type,
    coalesce(pg_temp.entity('unit', p_from), pg_temp.entity('post', p_from)),
    coalesce(pg_temp.entity('unit', p_to), pg_temp.entity('post', p_to)), p_begin, p_end))$$;
CREATE FUNCTION pg_temp.relation(p_type text, p_from text, p_to text) RETURNS uuid LANGUAGE sql AS
$$SELECT r.id FROM hera.core_relationships AS r
  WHERE r.organization_id = pg_temp.org() AND r.relationship_type = p_type
      AND r.from_entity_id = pg_temp.entity('unit', p_from) AND r.to_entity_id = pg_temp.entity('unit', p_to)
  ORDER BY r.valid_from LIMIT 1$$;
CREATE FUNCTION pg_temp.finish(p_id uuid, p_end date) RETURNS text LANGUAGE sql AS
$$SELECT pg_temp.faults(format('SELECT hera.end_relationship(%L, %L, %L)', pg_temp.org(), p_id, p_end))$$;

SELECT is(pg_temp.relate('owns', 'A', 'A', '2026-01-01'), 'ZHE22:ENT_022 to_entity_id', 'no cycle of one');
SELECT is(pg_temp.relate('meets', 'A', 'A', '2026-01-01'), 'none', 'unless the type allows cycles');
SELECT is(pg_temp.relate('owns', 'A', 'B', '2026-01-01', '2026-07-01'), 'none', 'A owns B in the first half');
SELECT is(pg_temp.relate('owns', 'B', 'A', '2026-06-30'), 'ZHE22:ENT_022 to_entity_id',
    'no cycle of two on a shared day');
SELECT is(pg_temp.relate('owns', 'B', 'A', '2026-07-01', '2026-08-01'), 'none', 'days that do not meet make no cycle');
SELECT is(pg_temp.relate('owns', 'B', 'C', '2026-03-01'), 'none', 'B owns C');
SELECT is(pg_temp.relate('owns', 'C', 'A', '2025-01-01', '2026-03-01'), 'none', 'C owned A before that');
SELECT is(pg_temp.relate('owns', 'C', 'A', '2026-03-01', '2026-03-02'), 'ZHE22:ENT_022 to_entity_id',
    'no cycle of three on the one day all share');
SELECT is(pg_temp.relate('owns', 'C', 'D', '2026-07-01'), 'none', 'C owns D in the second half');
SELECT is(pg_temp.relate('owns', 'D', 'A', '2026-01-01', '2026-07-01'), 'none',
    'a way back of which no day is shared by all steps is no cycle');
SELECT is(pg_temp.relate('owns', 'E', 'F', '2026-01-01', '2026-07-01'), 'none', 'E owns F in the first half');
SELECT is(pg_temp.relate('owns', 'F', 'G', '2026-07-01'), 'none', 'F owns G in the second half');
SELECT is(pg_temp.relate('owns', 'G', 'E', '2020-01-01'), 'none',
    'each step shares days with the one that closes the circle, but there is no day of all three');
SELECT is(pg_temp.finish(pg_temp.relation('owns', 'E', 'F'), '2026-07-02'), 'ZHE22:ENT_022 to_entity_id',
    'until there is one');
SELECT is(pg_temp.finish(pg_temp.relation('owns', 'C', 'A'), '2026-04-01'), 'ZHE22:ENT_022 to_entity_id',
    'a later end may not close a cycle either');
SELECT is(pg_temp.relate('owns', 'A', 'C', '2026-03-01'), 'none', 'two ways to one entity are no cycle');
SELECT is(pg_temp.relate('owns', 'D', 'A', '2026-12-31'), 'ZHE22:ENT_022 to_entity_id',
    'the shorter way back closes one');

SELECT is(pg_temp.relate('owns', 'A', 'B', '2026-06-30'), 'ZHE24:ENT_024 from_entity_id',
    'the same twice on a day is refused');
SELECT is(pg_temp.relate('owns', 'A', 'B', '2027-01-01'), 'none', 'and later taken up again');
SELECT is(pg_temp.relate('owns', 'A', 'P', '2026-01-01'), 'ZHE21:ENT_021 from_entity_id', 'the child is of its type');
SELECT is(pg_temp.relate('owns', 'P', 'D', '2026-01-01'), 'ZHE21:ENT_021 from_entity_id', 'the parent too');
SELECT is(pg_temp.relate('leads', 'A', 'C', '2026-01-01', '2026-02-01'), 'none', 'a first parent');
SELECT is(pg_temp.relate('leads', 'B', 'C', '2026-01-31'), 'ZHE23:ENT_023 from_entity_id',
    'a second one on a shared day is refused');
SELECT is(pg_temp.relate('leads', 'B', 'C', '2026-02-01'), 'none', 'the next day it is the one');
SELECT is(pg_temp.relate('leads', 'B', 'D', '2026-02-01'), 'none', 'a parent may have two children');
SELECT is(pg_temp.relate('likes', 'A', 'B', '2026-01-01'), 'ZHE20:ENT_020 relationship_type',
    'the type must be registered');
SELECT is(pg_temp.relate('meets', 'A', 'B', '2026-01-02', '2026-01-02'), 'ZHE27:ENT_027 valid_to', 'a span has a day');
SELECT is(pg_temp.relate('meets', 'A', 'B', '2026-01-02', 'infinity'), 'ZHE27:ENT_027 valid_to',
    'and is finite or open');

SELECT is(pg_temp.finish(pg_temp.relation('leads', 'B', 'D'), '2026-02-01'), 'none',
    'ended on its first day, it never held');
SELECT is(pg_temp.relate('leads', 'A', 'D', '2026-02-01'), 'none', 'so that another can');
SELECT is(pg_temp.finish(pg_temp.relation('leads', 'A', 'D'), '2026-01-31'), 'ZHE27:ENT_027 valid_to',
    'no end before the beginning');
SELECT is(pg_temp.finish(gen_random_uuid(), '2026-01-31'), 'ZHE26:ENT_026 relationship_id',
    'no end of what is not there');

SELECT is(pg_temp.faults(format('SELECT hera.define_relationship_type(%L, %s)', pg_temp.org(), c.arguments)),
    c.expected, c.label)
FROM (VALUES
    ($$'meets', 'meets', true$$, 'ZHE25:ENT_025 relationship_type', 'no stricter about cycles'),
    ($$'meets', 'meets', false, true$$, 'ZHE25:ENT_025 relationship_type', 'no stricter about parents'),
    ($$'meets', 'meets', p_to_type => 'unit'$$, 'ZHE25:ENT_025 relationship_type', 'no stricter about types'),
    ($$'owns', 'holds', false$$, 'none', 'looser is no matter'),
    ($$'Owns', 'owns'$$, 'ZHE28:ENT_028 code', 'a code is lower snake case'),
    ($$'owns', 'owns', NULL$$, 'ZHE28:ENT_028 code', 'a rule is true or false')
) AS c (arguments, expected, label);

SET LOCAL session_replication_role = replica;
SELECT is(
    pg_temp.faults(format('UPDATE hera.core_relationships SET valid_to = NULL WHERE organization_id = %L AND id = %L',
        pg_temp.org(), pg_temp.relation('leads', 'A', 'C'))),
    'ZHE23:ENT_023 from_entity_id', 'the guard does not depend on the way a row is written'
);
SET LOCAL session_replication_role = origin;
SELECT hera.archive_entity(pg_temp.org(), pg_temp.entity('unit', 'D'));
SELECT is(pg_temp.relate('meets', 'A', 'D', '2026-01-01'), 'ZHE03:ENT_003 entity_id',
    'an archived entity is not related anew');

SELECT * FROM finish();
