CREATE FUNCTION hera_internal.season_dimension(
    p_season smallint[], p_date date, p_peak_percent integer, p_high_percent integer, p_low_percent integer,
    p_off_percent integer
)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- By the documents of this month of the year in percent of the mean month, with the quarter of the calendar year. NULL
-- for MIDSEASON and while not every month of the year was seen.
DECLARE
    v_percent CONSTANT integer := p_season[date_part('month', p_date)::integer];
BEGIN
    RETURN 'Q' || date_part('quarter', p_date) || CASE
        WHEN v_percent >= p_peak_percent THEN 'PEAK'
        WHEN v_percent <= p_off_percent THEN 'OFF'
        WHEN v_percent >= p_high_percent THEN 'HIGH'
        WHEN v_percent <= p_low_percent THEN 'LOW'
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.season_dimension(smallint[], date, integer, integer, integer, integer) IS 'How busy the month of a document is.';
