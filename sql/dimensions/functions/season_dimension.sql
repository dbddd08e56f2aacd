CREATE FUNCTION hera_internal.season_dimension(
    p_percent integer, p_date date, p_peak_percent integer, p_high_percent integer, p_low_percent integer,
    p_off_percent integer
)
RETURNS text
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- By the documents of this month of the year in percent of the mean month (p_percent), with the quarter of the calendar
-- year. NULL for MIDSEASON and while not every month of the year was seen.
SELECT 'Q' || extract(quarter FROM p_date)::text || CASE
    WHEN p_percent >= p_peak_percent THEN 'PEAK'
    WHEN p_percent <= p_off_percent THEN 'OFF'
    WHEN p_percent >= p_high_percent THEN 'HIGH'
    WHEN p_percent <= p_low_percent THEN 'LOW'
END
$function$;
COMMENT ON FUNCTION hera_internal.season_dimension(integer, date, integer, integer, integer, integer) IS 'How busy the month of a document is.';
