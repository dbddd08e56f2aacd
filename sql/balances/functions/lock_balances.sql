CREATE FUNCTION hera_internal.lock_balances(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Waits for a refresh of the organization's rollups and holds back others until the end of the transaction.
BEGIN
    PERFORM FROM hera_internal.balance_refresh AS b WHERE b.organization_id = p_organization_id FOR UPDATE;
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_balances(uuid) IS 'Holds back refreshes of the rollups of an organization.';
ALTER FUNCTION hera_internal.lock_balances(uuid) OWNER TO hera_owner;
