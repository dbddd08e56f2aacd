CREATE FUNCTION hera_internal.tax_accounts(p_organization_id uuid)
RETURNS TABLE (id uuid, input boolean)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The accounts that tax is or was posted to: those of the roles and those of every rate.
BEGIN
    RETURN QUERY
    SELECT a.id, a.role = 'input_tax' FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = p_organization_id AND a.role IN ('input_tax', 'output_tax')
    UNION
    SELECT r.input_account_id, true FROM hera_internal.tax_rate AS r
    WHERE r.organization_id = p_organization_id AND r.input_account_id IS NOT NULL
    UNION
    SELECT r.output_account_id, false FROM hera_internal.tax_rate AS r
    WHERE r.organization_id = p_organization_id AND r.output_account_id IS NOT NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_accounts(uuid) IS 'Accounts that tax is posted to, and of which side.';
