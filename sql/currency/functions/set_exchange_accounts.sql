CREATE FUNCTION hera.set_exchange_accounts(
    p_organization_id uuid, p_gain text DEFAULT NULL, p_loss text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps exchange gains and losses on two accounts of income or expense from now on; NULL goes back to the one account that
-- every chart has for both. Raises AUTHZ_001, LED_002, VAL_010 (wrong type), VAL_011 (the account plays another role).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'accounts.write');
    v_wanted record;
    v_found record;
BEGIN
    UPDATE hera_internal.ledger_account AS a SET role = NULL
    WHERE a.organization_id = p_organization_id AND a.role IN ('exchange_gain', 'exchange_loss');
    FOR v_wanted IN
        SELECT w.* FROM (VALUES ('p_gain', p_gain, 'exchange_gain'), ('p_loss', p_loss, 'exchange_loss')) AS w (path, code, role)
        WHERE w.code IS NOT NULL
    LOOP
        SELECT a.id, a.account_type, a.role INTO v_found FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id
            AND a.id = hera_internal.require_account(p_organization_id, v_wanted.code, v_wanted.path);
        PERFORM hera_internal.require_known(v_wanted.path, v_wanted.code, v_found.account_type IN ('income', 'expense'), 'income, expense');
        IF v_found.role IS NOT NULL THEN
            PERFORM hera_internal.raise_error(
                'VAL_011', v_wanted.path, format('account %s plays the role %s', v_wanted.code, v_found.role)
            );
        END IF;
        UPDATE hera_internal.ledger_account AS a SET role = v_wanted.role
        WHERE a.organization_id = p_organization_id AND a.id = v_found.id;
    END LOOP;
    UPDATE hera.core_organizations AS o
    SET control_accounts = o.control_accounts - ARRAY['exchange_gain', 'exchange_loss']
        || jsonb_strip_nulls(jsonb_build_object('exchange_gain', p_gain, 'exchange_loss', p_loss))
    WHERE o.organization_id = p_organization_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'accounts.exchange', NULL, v_by, NULL, jsonb_build_object('gain', p_gain, 'loss', p_loss)
    );
END
$function$;
COMMENT ON FUNCTION hera.set_exchange_accounts(uuid, text, text) IS 'Says which accounts take exchange gains and losses.';
GRANT EXECUTE ON FUNCTION hera.set_exchange_accounts(uuid, text, text) TO hera_app, hera_admin;
