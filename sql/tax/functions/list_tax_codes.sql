CREATE FUNCTION hera.list_tax_codes(p_organization_id uuid, p_on date DEFAULT NULL)
RETURNS TABLE (
    code text, name text, kind text, rate numeric, valid_from date, valid_to date, input_account text, output_account text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tax codes with all their rates, or with the rate of one day. A code without a rate has one row with none.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    RETURN QUERY
    SELECT c.code, c.name, c.kind, r.rate, r.valid_from, r.valid_to, i.code, o.code
    FROM hera_internal.tax_code AS c
    LEFT JOIN (
        SELECT t.code, t.rate, t.valid_from, t.input_account_id, t.output_account_id,
            lead(t.valid_from) OVER (PARTITION BY t.code ORDER BY t.valid_from) - 1 AS valid_to
        FROM hera_internal.tax_rate AS t
        WHERE t.organization_id = p_organization_id
    ) AS r
        ON r.code = c.code AND (p_on IS NULL OR p_on BETWEEN r.valid_from AND coalesce(r.valid_to, 'infinity'))
    LEFT JOIN hera_internal.ledger_account AS i
        ON i.organization_id = p_organization_id AND i.id = coalesce(r.input_account_id, c.input_account_id)
    LEFT JOIN hera_internal.ledger_account AS o
        ON o.organization_id = p_organization_id AND o.id = coalesce(r.output_account_id, c.output_account_id)
    WHERE c.organization_id = p_organization_id
    ORDER BY c.code, r.valid_from;
END
$function$;
COMMENT ON FUNCTION hera.list_tax_codes(uuid, date) IS 'Tax codes of the organization with their rates and accounts.';
GRANT EXECUTE ON FUNCTION hera.list_tax_codes(uuid, date) TO hera_app;
