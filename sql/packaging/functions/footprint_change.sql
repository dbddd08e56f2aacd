CREATE FUNCTION hera_internal.footprint_change(p_before jsonb, p_after jsonb)
RETURNS TABLE (relation text, lock_mode text, rewritten boolean, scanned boolean, bytes bigint)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a transaction did between two of its footprints to tables that the first knows: those on which it took a lock stronger
-- than reading and writing rows takes, and those it wrote anew or read whole. bytes are those of before.
BEGIN
    RETURN QUERY
    SELECT coalesce(b.key::oid::regclass::text, b.key), (hera_internal.lock_modes())[x.lock], x.rewritten, x.scanned,
        (b.value ->> 3)::bigint
    FROM jsonb_each(p_before) AS b
    LEFT JOIN jsonb_each(p_after) AS a ON a.key = b.key
    CROSS JOIN LATERAL (
        SELECT (a.value ->> 0)::integer AS lock, a.value ->> 1 IS DISTINCT FROM b.value ->> 1 AND a.key IS NOT NULL AS rewritten,
            coalesce((a.value ->> 2)::bigint, 0) > coalesce((b.value ->> 2)::bigint, 0) AS scanned
    ) AS x
    WHERE (x.lock > 3 AND x.lock > coalesce((b.value ->> 0)::integer, 0)) OR x.rewritten OR x.scanned OR a.key IS NULL
    ORDER BY x.lock DESC, 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.footprint_change(jsonb, jsonb) IS 'What a transaction did to tables between two footprints.';
ALTER FUNCTION hera_internal.footprint_change(jsonb, jsonb) OWNER TO hera_owner;
