CREATE FUNCTION hera_internal.find_changed_storage()
RETURNS SETOF text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is not as migrations made it: an object of the record that is missing or otherwise, with the definition to put it
-- back by, and a table that became a child of a table of HERA without being one of its months. Indexes and constraints
-- that a DBA has added are no finding.
BEGIN
    IF to_regclass('hera_internal.storage_object') IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH present AS MATERIALIZED (
        SELECT s.* FROM hera_internal.storage_objects() AS s
    )
    SELECT CASE
        WHEN s.kind IS NULL THEN format('%s %s of %s is missing (%s)', r.kind, r.name, r.relation, r.definition)
        ELSE format('%s %s of %s is %s instead of %s', r.kind, r.name, r.relation, s.definition, r.definition)
    END
    FROM hera_internal.storage_object AS r
    LEFT JOIN present AS s ON (s.kind, s.relation, s.name) = (r.kind, r.relation, r.name)
    WHERE r.definition IS DISTINCT FROM s.definition AND NOT EXISTS (
        SELECT FROM hera_internal.binding_source() AS b
        WHERE r.kind = 'constraint' AND b.kind = 'constraint' AND b.name = r.name AND b.relation = r.relation
    )
    UNION ALL
    SELECT format('%s is no month of %s', i.inhrelid::regclass, i.inhparent::regclass)
    FROM pg_inherits AS i
    INNER JOIN pg_class AS c ON c.oid = i.inhparent AND c.relkind IN ('r', 'p')
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND NOT EXISTS (
        SELECT FROM hera_internal.storage_object AS r
        WHERE r.kind = 'partition' AND r.name = i.inhrelid::regclass::text AND r.relation = i.inhparent::regclass::text
    )
    UNION ALL
    SELECT format('migration record of %s is empty: run hera.migrate()', current_database())
    WHERE NOT EXISTS (SELECT FROM hera_internal.storage_object);
END
$function$;
COMMENT ON FUNCTION hera_internal.find_changed_storage() IS 'Tables, columns, constraints, indexes, domains, sequences and partitions that are not as migrations made them.';
ALTER FUNCTION hera_internal.find_changed_storage() OWNER TO hera_owner;
