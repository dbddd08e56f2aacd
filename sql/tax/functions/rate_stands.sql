CREATE FUNCTION hera_internal.rate_stands(
    p_organization_id uuid, p_code text, p_valid_from date, p_rate numeric, p_input_account_id uuid,
    p_output_account_id uuid
)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.tax_rate AS r
        WHERE r.organization_id = p_organization_id AND r.code = p_code AND r.valid_from = p_valid_from
            AND r.rate = p_rate AND r.input_account_id IS NOT DISTINCT FROM p_input_account_id
            AND r.output_account_id IS NOT DISTINCT FROM p_output_account_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.rate_stands(uuid, text, date, numeric, uuid, uuid) IS 'Whether a rate is stored as it is.';
