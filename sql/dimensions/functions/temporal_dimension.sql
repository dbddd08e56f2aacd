CREATE FUNCTION hera_internal.temporal_dimension(
    p_date date, p_due_date date, p_at timestamptz, p_timezone text, p_rush_days integer, p_day_end_hour integer,
    p_month_end_days integer, p_year_end_month integer
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The date of the document decides about weeks, months and years, the moment of the request in the organization's time
-- zone about the end of a day. What is due at once goes before, longer spans before shorter ones. Without a date it is
-- that of the moment, as in a request. NULL for ANYTIME.
DECLARE
    v_local CONSTANT timestamp := p_at AT TIME ZONE p_timezone;
    v_date CONSTANT date := coalesce(p_date, v_local::date);
    v_month CONSTANT integer := date_part('month', v_date);
BEGIN
    IF p_due_date - v_date <= p_rush_days THEN
        RETURN 'RUSH';
    ELSIF date_part('month', v_date + p_month_end_days) <> v_month THEN
        RETURN CASE
            WHEN v_month = p_year_end_month THEN 'EOY'
            WHEN (v_month + 12 - p_year_end_month) % 3 = 0 THEN 'EOQ'
            ELSE 'EOM'
        END;
    ELSIF date_part('isodow', v_date) > 5 THEN
        RETURN 'WEEKEND';
    ELSIF date_part('hour', v_local) >= p_day_end_hour AND v_local::date = v_date THEN
        RETURN 'EOD';
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.temporal_dimension(date, date, timestamptz, text, integer, integer, integer, integer) IS 'Whether the moment of a document matters.';
