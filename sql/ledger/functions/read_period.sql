CREATE FUNCTION hera_internal.read_period(p_period text, OUT starts_on date, OUT ends_on date)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- First and last day of a calendar month named YYYY-MM. Raises VAL_010 for any other name.
BEGIN
    IF p_period IS NULL OR length(p_period) <> 7 OR p_period !~ '^[12][0-9]{3}-(0[1-9]|1[0-2])$' THEN
        PERFORM hera_internal.require_known('p_period', p_period, false);
    END IF;
    starts_on := make_date(left(p_period, 4)::integer, right(p_period, 2)::integer, 1);
    ends_on := (starts_on + interval '1 month' - interval '1 day')::date;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_period(text) IS 'Days of a period.';
