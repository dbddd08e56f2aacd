CREATE FUNCTION hera_internal.migration_plan()
RETURNS TABLE (step text, name text, action text, detail text)
LANGUAGE sql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- What hera.migrate() would do now, changing nothing.
    SELECT 'migration', pg_catalog.lpad(m.version::text, 4, '0') || '_' || m.name,
        CASE m.state WHEN 'pending' THEN 'would apply' ELSE 'waits' END,
        CASE m.state WHEN 'waiting' THEN 'runs outside a transaction, or after one that does: hera migrate does it' END
    FROM hera_internal.migration_states() AS m
    WHERE m.state IN ('pending', 'waiting')
    UNION ALL
    SELECT b.kind, b.name,
        CASE b.state
            WHEN 'missing' THEN 'would create'
            WHEN 'altered' THEN 'would repair'
            WHEN 'outdated' THEN 'would replace'
            ELSE 'would drop'
        END,
        b.relation
    FROM hera_internal.binding_states() AS b
    WHERE b.state <> 'current'
    UNION ALL
    SELECT 'security', d.name, 'would repair', d.action
    FROM hera_internal.security_drift() AS d
$function$;
COMMENT ON FUNCTION hera_internal.migration_plan() IS 'What hera.migrate() would do now.';
ALTER FUNCTION hera_internal.migration_plan() OWNER TO hera_owner;
