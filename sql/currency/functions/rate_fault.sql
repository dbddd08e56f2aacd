CREATE FUNCTION hera_internal.rate_fault(p_path text, p_from text, p_to text, p_date date)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN hera_internal.make_error(
        'FX_001', p_path, format('there is no rate from %s to %s on or before %s', p_from, p_to, to_char(p_date, 'YYYY-MM-DD'))
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.rate_fault(text, text, text, date) IS 'Fault of a day without an exchange rate.';
