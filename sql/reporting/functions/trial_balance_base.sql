CREATE FUNCTION hera.trial_balance_base(p_organization_id uuid, p_as_of date DEFAULT NULL, p_unit text DEFAULT NULL)
RETURNS TABLE (account_code text, account_name text, currency text, debit numeric, credit numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- As hera.trial_balance, in the organization's currency: every line at the rate it was posted with, and differences of
-- exchange. One row an account; debit equals credit. NULL counts every day, any unit.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    RETURN QUERY
    SELECT t.code, t.name, t.currency, greatest(t.balance, 0), greatest(-t.balance, 0)
    FROM hera_internal.base_totals(p_organization_id, NULL, p_as_of, p_unit) AS t
    ORDER BY t.code;
END
$function$;
COMMENT ON FUNCTION hera.trial_balance_base(uuid, date, text) IS 'Balance of every account in the organization''s currency, up to a day.';
GRANT EXECUTE ON FUNCTION hera.trial_balance_base(uuid, date, text) TO hera_app;
