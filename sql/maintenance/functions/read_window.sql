CREATE FUNCTION hera_internal.read_window(p_window text, p_at timestamptz)
RETURNS TABLE (opens_at timestamptz, closes_at timestamptz)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The maintenance window that a moment is in, or the next one: days of the week, hours and a time zone, such as
-- Sun,Wed 22:00-02:00 Europe/Rome. Hours that end before they begin end on the day after. Raises VAL_010.
DECLARE
    v_parts text[] := regexp_match(
        p_window, '^((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:,(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))*) '
        '([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9]) (.+)$'
    );
    v_known boolean := v_parts IS NOT NULL AND EXISTS (SELECT FROM pg_timezone_names AS z WHERE z.name = v_parts[6]);
    v_from interval;
    v_to interval;
BEGIN
    PERFORM hera_internal.require_known('maintenance_window', p_window, v_known);
    v_from := make_interval(hours => v_parts[2]::integer, mins => v_parts[3]::integer);
    v_to := make_interval(hours => v_parts[4]::integer, mins => v_parts[5]::integer);
    IF v_to <= v_from THEN
        v_to := v_to + interval '1 day';
    END IF;
    RETURN QUERY
    SELECT (d.day + v_from) AT TIME ZONE v_parts[6], (d.day + v_to) AT TIME ZONE v_parts[6]
    FROM generate_series(-1, 8) AS g (number)
    CROSS JOIN LATERAL (
        SELECT date_trunc('day', p_at AT TIME ZONE v_parts[6]) + make_interval(days => g.number) AS day
    ) AS d
    WHERE to_char(d.day, 'Dy') = ANY (string_to_array(v_parts[1], ',')) AND (d.day + v_to) AT TIME ZONE v_parts[6] > p_at
    ORDER BY 1
    LIMIT 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_window(text, timestamptz) IS 'The maintenance window at a moment or after it.';
ALTER FUNCTION hera_internal.read_window(text, timestamptz) OWNER TO hera_owner;
