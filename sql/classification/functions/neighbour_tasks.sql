CREATE FUNCTION hera_internal.neighbour_tasks()
RETURNS TABLE (priority integer, task text, target text, statement text, reason text, size bigint)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What maintenance would do for the indexes of neighbours: drop what an interrupted build has left and what is wanted no
-- more, make what is missing.
DECLARE
    v_most text := hera_internal.server_setting_value('neighbour_indexes');
    -- A build that goes on, of whatever index, has this lock.
    v_built boolean := EXISTS (
        SELECT FROM pg_locks AS l INNER JOIN pg_database AS d ON d.oid = l.database AND d.datname = current_database()
        WHERE l.locktype = 'relation' AND l.relation = 'hera.ai_transaction_patterns'::regclass
            AND l.mode = 'ShareUpdateExclusiveLock'
    );
BEGIN
    RETURN QUERY
    WITH sets AS MATERIALIZED (
        SELECT * FROM hera_internal.neighbour_sets()
    )
    SELECT 2, 'drop_index', 'hera.' || n.name, format('DROP INDEX CONCURRENTLY hera.%I', n.name),
        CASE WHEN n.wanted THEN 'an interrupted build left it'
            ELSE format('%s patterns; the largest %s have an index', n.patterns, v_most)
        END, 0::bigint
    FROM sets AS n
    WHERE n.present AND NOT (n.valid AND n.wanted) AND NOT v_built
    UNION ALL
    SELECT 7, 'neighbours', 'hera.' || n.name,
        hera_internal.neighbour_index_sql(n.name, n.organization_id, n.transaction_type),
        format('%s patterns of %s in organization %s', n.patterns, n.transaction_type, n.organization_id), n.patterns
    FROM sets AS n
    WHERE n.wanted AND NOT n.present;
END
$function$;
COMMENT ON FUNCTION hera_internal.neighbour_tasks() IS 'Indexes of neighbours that maintenance would make or drop.';
ALTER FUNCTION hera_internal.neighbour_tasks() OWNER TO hera_owner;
