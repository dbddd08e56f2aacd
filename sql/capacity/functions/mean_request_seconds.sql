CREATE FUNCTION hera_internal.mean_request_seconds()
RETURNS numeric
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Seconds of a request on average since the counters began, from the middles of the buckets in which they were counted;
-- NULL where there was none.
DECLARE
    -- What took longer than the last bound is taken for as long again.
    v_bounds CONSTANT numeric[] := 0::numeric || hera_internal.duration_bounds() || 10::numeric;
BEGIN
    RETURN (
        SELECT round(sum(c.n * (v_bounds[c.place + 1] + v_bounds[c.place + 2]) / 2) / nullif(sum(c.n), 0), 6)
        FROM (
            SELECT g.place, hera_internal.counted('duration_' || g.place) AS n FROM generate_series(0, 12) AS g (place)
        ) AS c
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.mean_request_seconds() IS 'Seconds of a request on average, from the counters.';
ALTER FUNCTION hera_internal.mean_request_seconds() OWNER TO hera_owner;
