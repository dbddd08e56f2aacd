CREATE FUNCTION hera_internal.rate_on(p_organization_id uuid, p_code text, p_day date)
RETURNS TABLE (valid_from date, rate numeric, input_account_id uuid, output_account_id uuid)
LANGUAGE plpgsql
STABLE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rate of a tax code that is in force on a day; no row when none is.
BEGIN
    RETURN QUERY
    SELECT r.valid_from, r.rate, r.input_account_id, r.output_account_id FROM hera_internal.tax_rate AS r
    WHERE r.organization_id = p_organization_id AND r.code = p_code AND r.valid_from <= p_day
    ORDER BY r.valid_from DESC
    LIMIT 1;
END
$function$;
COMMENT ON FUNCTION hera_internal.rate_on(uuid, text, date) IS 'Rate of a tax code on a day.';
GRANT EXECUTE ON FUNCTION hera_internal.rate_on(uuid, text, date) TO hera_owner;
