CREATE FUNCTION hera.list_accounts(p_organization_id uuid)
RETURNS TABLE (code text, name text, account_type text, role text, status text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The chart of accounts, by code.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    RETURN QUERY
    SELECT a.code, a.name, a.account_type, a.role, a.status
    FROM hera_internal.ledger_account AS a
    WHERE a.organization_id = p_organization_id
    ORDER BY a.code;
END
$function$;
COMMENT ON FUNCTION hera.list_accounts(uuid) IS 'Chart of accounts of the organization.';
GRANT EXECUTE ON FUNCTION hera.list_accounts(uuid) TO hera_app;
