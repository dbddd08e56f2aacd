CREATE FUNCTION hera.freeze_account(p_organization_id uuid, p_account text, p_through date, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The account takes no lines dated up to p_through, whatever the period; NULL thaws it. Waits for documents that are
-- being posted. Raises AUTHZ_001, VAL_005, VAL_007, LED_002.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'periods.lock');
    v_id uuid;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    IF p_through NOT BETWEEN '1900-01-01' AND '2999-12-31' THEN
        PERFORM hera_internal.raise_error('VAL_007', 'p_through');
    END IF;
    PERFORM hera_internal.lock_organization(p_organization_id);
    UPDATE hera_internal.ledger_account AS a SET frozen_through = p_through
    WHERE a.organization_id = p_organization_id AND a.code = p_account
    RETURNING a.id INTO v_id;
    IF v_id IS NULL THEN
        PERFORM hera_internal.raise_error('LED_002', 'p_account', format('there is no account %s', p_account));
    END IF;
    PERFORM hera_internal.refresh_locks(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, CASE WHEN p_through IS NULL THEN 'account.thawed' ELSE 'account.frozen' END, v_id,
        v_caller.actor, NULL, jsonb_build_object('code', p_account, 'through', p_through, 'reason', p_reason)
    );
    RETURN jsonb_build_object('account', p_account, 'frozen_through', p_through);
END
$function$;
COMMENT ON FUNCTION hera.freeze_account(uuid, text, date, text) IS 'Freezes an account up to a day, or thaws it.';
GRANT EXECUTE ON FUNCTION hera.freeze_account(uuid, text, date, text) TO hera_app;
