CREATE FUNCTION hera_internal.window_wait(p_values bigint[], p_now bigint, p_window_ms bigint, p_wanted bigint)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Seconds until the oldest stretches that hold p_wanted have ceased to count; NULL when all together hold less.
DECLARE
    v_width bigint := (p_window_ms + 7) / 8;
    v_start bigint := p_now / 1000 / v_width * v_width;
    v_oldest bigint;
BEGIN
    SELECT min(f.start) INTO v_oldest
    FROM (
        SELECT least(v.value >> 20, v_start) AS start,
            sum(v.value & 1048575) OVER (ORDER BY least(v.value >> 20, v_start)) AS freed
        FROM unnest(p_values) AS v (value)
        WHERE v.value >> 20 > p_now / 1000 - p_window_ms - v_width
    ) AS f
    WHERE f.freed >= p_wanted;
    RETURN ceil(v_oldest + v_width + p_window_ms - p_now / 1000.0) / 1000;
END
$function$;
COMMENT ON FUNCTION hera_internal.window_wait(bigint[], bigint, bigint, bigint) IS 'Seconds until a sliding window has room.';
