CREATE FUNCTION hera.create_account(p_organization_id uuid, p_code text, p_name text, p_type text)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_005 (code, name), VAL_010 (type), LED_011 (code taken).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'accounts.write');
    v_id uuid;
BEGIN
    PERFORM hera_internal.require_text(p_code, 'p_code', 200);
    PERFORM hera_internal.require_text(p_name, 'p_name', 200);
    PERFORM hera_internal.require_known(
        'p_type', p_type, p_type IN ('asset', 'liability', 'equity', 'income', 'expense'),
        'asset, liability, equity, income, expense'
    );
    v_id := hera_internal.insert_account(p_organization_id, p_code, p_name, p_type, NULL);
    IF v_id IS NULL THEN
        PERFORM hera_internal.raise_error('LED_011', 'p_code', format('there is an account %s already', p_code));
    END IF;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'account.created', v_id, v_by, NULL, jsonb_build_object('code', p_code, 'type', p_type)
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.create_account(uuid, text, text, text) IS 'Adds an account to the chart of the organization and returns its id.';
GRANT EXECUTE ON FUNCTION hera.create_account(uuid, text, text, text) TO hera_app, hera_admin;
