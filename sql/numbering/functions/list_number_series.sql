CREATE FUNCTION hera.list_number_series(p_organization_id uuid)
RETURNS TABLE (
    series text, transaction_types text[], credit_notes boolean, format text, fiscal_year integer, last_number bigint
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every series, one row a fiscal year in which it gave a number. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    RETURN QUERY
    SELECT s.series, s.transaction_types, s.credit_notes, s.format, c.fiscal_year, c.last_number
    FROM hera_internal.number_series AS s
    LEFT JOIN hera_internal.number_counter AS c ON c.organization_id = s.organization_id AND c.series = s.series
    WHERE s.organization_id = p_organization_id
    ORDER BY s.series, c.fiscal_year;
END
$function$;
COMMENT ON FUNCTION hera.list_number_series(uuid) IS 'Series of document numbers and the last number of each.';
GRANT EXECUTE ON FUNCTION hera.list_number_series(uuid) TO hera_app;
