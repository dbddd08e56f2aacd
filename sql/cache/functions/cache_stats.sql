CREATE FUNCTION hera.cache_stats(p_organization_id uuid)
RETURNS TABLE (entries bigint, bytes bigint, expired bigint, hits bigint, misses bigint, hit_ratio numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the cache of the organization holds now, and hits and misses since the server last crashed or was restored. hit_ratio
-- between 0 and 1, NULL before the first look. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    hits := hera_internal.read_counter(p_organization_id, 'cache hits');
    misses := hera_internal.read_counter(p_organization_id, 'cache misses');
    hit_ratio := round(hits::numeric / nullif(hits + misses, 0), 4);
    SELECT count(*), coalesce(sum(e.bytes), 0), count(*) FILTER (WHERE e.expires_at <= clock_timestamp())
    INTO entries, bytes, expired
    FROM hera_internal.cache_entry AS e
    WHERE e.organization_id = p_organization_id;
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION hera.cache_stats(uuid) IS 'Size and hit ratio of the cache.';
GRANT EXECUTE ON FUNCTION hera.cache_stats(uuid) TO hera_app;
