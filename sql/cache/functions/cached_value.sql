CREATE FUNCTION hera_internal.cached_value(p_organization_id uuid, p_key text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value, or NULL when there is none that has not expired. On a standby there is never one: the table is unlogged.
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT e.value FROM hera_internal.cache_entry AS e
        WHERE e.organization_id = p_organization_id AND e.key = p_key AND e.expires_at > clock_timestamp()
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.cached_value(uuid, text) IS 'Value of a cache entry that has not expired.';
