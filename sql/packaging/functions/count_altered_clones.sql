CREATE FUNCTION hera_internal.count_altered_clones(p_trigger oid)
RETURNS bigint
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- ALTER TABLE partition DISABLE TRIGGER leaves the parent's trigger as it was.
    WITH RECURSIVE clone AS (
        SELECT t.oid, t.tgenabled FROM pg_catalog.pg_trigger AS t WHERE t.oid = p_trigger
        UNION ALL
        SELECT t.oid, t.tgenabled FROM pg_catalog.pg_trigger AS t JOIN clone AS c ON t.tgparentid = c.oid
    )
    SELECT pg_catalog.count(*)
    FROM clone AS c
    WHERE c.tgenabled <> (SELECT t.tgenabled FROM pg_catalog.pg_trigger AS t WHERE t.oid = p_trigger)
$function$;
COMMENT ON FUNCTION hera_internal.count_altered_clones(oid) IS
    'The number of partitions on which a trigger fires otherwise than on its table.';
ALTER FUNCTION hera_internal.count_altered_clones(oid) OWNER TO hera_owner;
