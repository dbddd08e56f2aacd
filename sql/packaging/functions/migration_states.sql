CREATE FUNCTION hera_internal.migration_states()
RETURNS TABLE (version integer, name text, state text, applied_at timestamptz)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Compares the bundle with the record. The recorded text is hashed again: a row
-- that was edited shows as changed even when its checksum was left alone. One that
-- waits is applied by the tool, because it runs outside a transaction, or comes after
-- one that does.
BEGIN
    IF pg_catalog.to_regclass('hera_internal.migration') IS NULL THEN
        RETURN QUERY
        SELECT s.version, s.name, 'pending'::text, NULL::timestamptz
        FROM hera_internal.migration_source() AS s
        ORDER BY s.version;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT
        COALESCE(s.version, m.version),
        COALESCE(s.name, m.name),
        CASE
            WHEN m.version IS NULL AND (
                hera_internal.is_outside_migration(s.body) OR hera_internal.precondition_of(s.body) IS NOT NULL AND NOT EXISTS (
                    SELECT FROM hera_internal.migration AS a WHERE a.version = hera_internal.precondition_of(s.body)
                )
            ) THEN 'waiting'
            WHEN m.version IS NULL THEN 'pending'
            WHEN m.sha256 <> pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(m.body, 'UTF8')), 'hex')
                THEN 'changed'
            WHEN s.version IS NULL THEN 'unknown'
            WHEN s.sha256 <> m.sha256 OR s.name <> m.name THEN 'changed'
            ELSE 'applied'
        END,
        m.applied_at
    FROM hera_internal.migration_source() AS s
    FULL JOIN hera_internal.migration AS m ON m.version = s.version
    ORDER BY 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.migration_states() IS 'Every migration with its state: applied, pending, waiting, changed or unknown.';
ALTER FUNCTION hera_internal.migration_states() OWNER TO hera_owner;
