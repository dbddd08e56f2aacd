CREATE FUNCTION hera_internal.storage_forecast()
RETURNS TABLE (samples bigint, bytes_per_day numeric, free_bytes bigint, days numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- How fast the database grew over up to 90 days, by a straight line through the samples, and how long free storage lasts at
-- that; days is NULL where that cannot be known (samples of less than a day, no fresh word of the machine) and infinite
-- where it does not grow.
BEGIN
    RETURN QUERY
    SELECT g.samples, g.bytes_per_day, h.storage_free_bytes, CASE
        WHEN g.bytes_per_day <= 0 THEN 'Infinity'::numeric
        ELSE round(h.storage_free_bytes / g.bytes_per_day, 1)
    END
    FROM (
        SELECT count(*) AS samples, CASE WHEN max(s.sampled_at) - min(s.sampled_at) >= interval '1 day' THEN round(
            (regr_slope(s.database_bytes, extract(epoch FROM s.sampled_at)::double precision) * 86400)::numeric, 0
        ) END AS bytes_per_day
        FROM hera_internal.capacity_sample AS s
        WHERE s.sampled_at > clock_timestamp() - interval '90 days'
    ) AS g
    CROSS JOIN hera_internal.fresh_host() AS h;
END
$function$;
COMMENT ON FUNCTION hera_internal.storage_forecast() IS 'How fast the database grows and how long free storage lasts.';
ALTER FUNCTION hera_internal.storage_forecast() OWNER TO hera_owner;
