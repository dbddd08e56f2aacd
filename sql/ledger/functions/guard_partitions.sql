CREATE FUNCTION hera_internal.guard_partitions()
RETURNS TABLE (name text, action text)
LANGUAGE sql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT i.inhrelid::regclass::text, g.action
    FROM hera_internal.partitioned_table AS t
    INNER JOIN pg_inherits AS i ON i.inhparent = t.relation::regclass
    CROSS JOIN LATERAL hera_internal.guard_partition(i.inhrelid::regclass, i.inhparent::regclass) AS g (action)
    UNION ALL
    SELECT c.oid::regclass::text, a.action
    FROM pg_class AS c
    CROSS JOIN LATERAL hera_internal.guard_archived(c.oid::regclass) AS a (action)
    WHERE c.relname LIKE '%archived' AND hera_internal.is_archived_table(c.oid)
$function$;
COMMENT ON FUNCTION hera_internal.guard_partitions() IS 'Gives every partition the guards of its parent and returns what it changed.';
ALTER FUNCTION hera_internal.guard_partitions() OWNER TO hera_owner;
