CREATE FUNCTION hera.set_monetary(p_organization_id uuid, p_account text, p_monetary boolean)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether hera.revalue values foreign balances of an asset or liability; NULL leaves it to the role of the account:
-- receivables, payables, bank, cash, cards and wages are. Raises AUTHZ_001, LED_002, VAL_010.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'accounts.write');
    v_account_id uuid := hera_internal.require_account(p_organization_id, p_account, 'p_account');
BEGIN
    PERFORM hera_internal.require_known('p_account', p_account, EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.id = v_account_id AND a.account_type IN ('asset', 'liability')
    ));
    UPDATE hera_internal.ledger_account AS a SET monetary = p_monetary
    WHERE a.organization_id = p_organization_id AND a.id = v_account_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'account.monetary', v_account_id, v_by, NULL,
        jsonb_build_object('code', p_account, 'monetary', p_monetary)
    );
END
$function$;
COMMENT ON FUNCTION hera.set_monetary(uuid, text, boolean) IS 'Says whether foreign balances of an account are valued at closing rates.';
GRANT EXECUTE ON FUNCTION hera.set_monetary(uuid, text, boolean) TO hera_app, hera_admin;
