CREATE FUNCTION hera_internal.base_transfers(p_organization_id uuid, p_from date, p_to date, p_unit text)
RETURNS TABLE (code text, name text, account_type text, currency text, balance numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera_internal.transfer_totals at the value in the organization's currency: one row an account.
BEGIN
    RETURN QUERY
    SELECT t.code, t.name, t.account_type, o.currency, sum(t.base_balance)
    FROM hera_internal.transfer_totals(p_organization_id, p_from, p_to, p_unit) AS t
    CROSS JOIN hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id
    GROUP BY t.code, t.name, t.account_type, o.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.base_transfers(uuid, date, date, text) IS 'Year-end transfers between two days in the organization''s currency.';
