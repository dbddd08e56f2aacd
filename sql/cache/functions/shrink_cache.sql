CREATE FUNCTION hera_internal.shrink_cache(p_organization_id uuid, p_bytes bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes what has expired, then what was stored longest ago until the rest is of that many bytes. Entries that somebody
-- else is writing are left to the next time: nobody waits for a cache.
BEGIN
    DELETE FROM hera_internal.cache_entry AS e
    USING (
        SELECT c.key
        FROM hera_internal.cache_entry AS c
        WHERE c.organization_id = p_organization_id AND c.key IN (
            SELECT s.key
            FROM (
                SELECT x.key, x.expires_at, sum(x.bytes) OVER (ORDER BY x.stored_at DESC, x.key) AS bytes
                FROM hera_internal.cache_entry AS x
                WHERE x.organization_id = p_organization_id
            ) AS s
            WHERE s.expires_at <= clock_timestamp() OR s.bytes > p_bytes
        )
        FOR UPDATE SKIP LOCKED
    ) AS gone
    WHERE e.organization_id = p_organization_id AND e.key = gone.key;
END
$function$;
COMMENT ON FUNCTION hera_internal.shrink_cache(uuid, bigint) IS 'Brings the cache of an organization down to a size.';
