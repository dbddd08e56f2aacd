CREATE FUNCTION hera.purge_cache()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes entries that have expired, of all organizations; returns how many.
DECLARE
    v_count bigint;
BEGIN
    DELETE FROM hera_internal.cache_entry AS e
    USING (
        SELECT x.organization_id, x.key FROM hera_internal.cache_entry AS x
        WHERE x.expires_at <= clock_timestamp()
        FOR UPDATE SKIP LOCKED
    ) AS gone
    WHERE e.organization_id = gone.organization_id AND e.key = gone.key;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;
COMMENT ON FUNCTION hera.purge_cache() IS 'Deletes expired entries of the cache.';
ALTER FUNCTION hera.purge_cache() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.purge_cache() TO hera_admin;
