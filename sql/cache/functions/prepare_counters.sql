CREATE FUNCTION hera_internal.prepare_counters(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Gives the cache of an organization its two registers when it has none. Of two callers at once the later finds those of
-- the first.
BEGIN
    IF NOT EXISTS (
        SELECT FROM hera_internal.register AS r
        WHERE r.organization_id = p_organization_id AND r.purpose = 'cache misses'
    ) THEN
        PERFORM hera_internal.assign_register(p_organization_id, 'cache hits');
        PERFORM hera_internal.assign_register(p_organization_id, 'cache misses');
    END IF;
EXCEPTION WHEN unique_violation THEN
    NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.prepare_counters(uuid) IS 'Gives the cache of an organization its counters.';
