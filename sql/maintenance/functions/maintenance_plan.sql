CREATE FUNCTION hera.maintenance_plan()
RETURNS TABLE (priority integer, task text, target text, statement text, reason text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What maintenance would do now, most urgent first: each statement runs by itself, because VACUUM and CONCURRENTLY cannot
-- run in a function; hera maintenance run does it. VACUUM and ANALYZE only where rows have changed, REINDEX only above the
-- bloat of the setting maintenance_bloat, measured by pgstattuple: an estimate is reported and not acted on.
-- What an interrupted REINDEX has left is dropped. Raises AUTHZ_001.
DECLARE
    v_bloat numeric := hera_internal.server_setting_value('maintenance_bloat')::numeric;
    v_freeze bigint := current_setting('autovacuum_freeze_max_age')::bigint;
    v_organizations bigint;
BEGIN
    PERFORM hera_internal.require_operator('hera.maintenance_plan');
    SELECT count(*) INTO v_organizations FROM hera.core_organizations;
    RETURN QUERY
    WITH own AS MATERIALIZED (
        SELECT o.* FROM hera_internal.own_tables() AS o
    ), item AS (
        SELECT 1 AS priority, 'vacuum' AS task, o.name AS target, format('VACUUM (FREEZE, ANALYZE) %s', o.name) AS statement,
            format('oldest row is %s transactions old', greatest(o.xid_age, o.multixact_age)) AS reason, o.bytes AS size
        FROM own AS o
        WHERE greatest(o.xid_age, o.multixact_age) > v_freeze / 2
        UNION ALL
        SELECT 2, 'drop_index', x.indexrelid::regclass::text, format('DROP INDEX CONCURRENTLY %s', x.indexrelid::regclass),
            'an interrupted REINDEX left it', 0
        FROM pg_index AS x
        INNER JOIN pg_class AS i ON i.oid = x.indexrelid AND i.relname ~ '_cc(new|old)[0-9]*$'
        WHERE i.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND NOT x.indisvalid
        UNION ALL
        SELECT 3, 'vacuum', o.name, format('VACUUM (ANALYZE) %s', o.name),
            format('%s dead and %s new rows beside %s', o.dead, o.inserted, o.rows), o.bytes
        FROM own AS o
        WHERE greatest(o.xid_age, o.multixact_age) <= v_freeze / 2
            AND (o.dead > 1000 + o.rows / 10 OR o.inserted > 10000 + o.rows / 5)
        UNION ALL
        SELECT 4, 'analyze', o.name, format('ANALYZE %s', o.name), format('%s of %s rows have changed', o.modified, o.rows), o.bytes
        FROM own AS o
        WHERE o.modified > 500 + o.rows / 20 AND greatest(o.xid_age, o.multixact_age) <= v_freeze / 2
            AND o.dead <= 1000 + o.rows / 10 AND o.inserted <= 10000 + o.rows / 5
        UNION ALL
        SELECT 5, 'statistics', format('%s.organization_id', o.name),
            format('ALTER TABLE %s ALTER COLUMN organization_id SET STATISTICS %s', o.name, least(10000, v_organizations)),
            format('%s organizations, the statistics know %s', v_organizations, coalesce(nullif(a.attstattarget, -1), 100)), 0
        FROM own AS o
        INNER JOIN pg_attribute AS a ON a.attrelid = o.oid AND a.attname = 'organization_id'
        WHERE o.rows > 100000 AND least(10000, v_organizations)
            > 1.2 * coalesce(nullif(a.attstattarget, -1), current_setting('default_statistics_target')::integer)
        UNION ALL
        SELECT 6, 'reindex', b.name, format('REINDEX INDEX CONCURRENTLY %s', b.name),
            format('%s %% of %s bytes are empty, %s', round(b.bloat * 100), b.bytes, b.method), b.bytes
        FROM hera_internal.index_bloat() AS b
        WHERE b.bloat > v_bloat AND b.method = 'measured'
        UNION ALL
        SELECT n.* FROM hera_internal.neighbour_tasks() AS n
    )
    SELECT i.priority, i.task, i.target, i.statement, i.reason
    FROM item AS i
    WHERE NOT EXISTS (
        -- Statistics of the server come late, and bloat that comes back at once is no bloat: once a window is enough.
        SELECT FROM hera_internal.maintenance_run AS r
        WHERE r.task = i.task AND r.target = i.target AND r.outcome = 'done' AND r.started_at > now() - interval '12 hours'
    )
    ORDER BY i.priority, i.size, i.target;
END
$function$;
COMMENT ON FUNCTION hera.maintenance_plan() IS 'What maintenance would do now.';
ALTER FUNCTION hera.maintenance_plan() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.maintenance_plan() TO hera_admin;
