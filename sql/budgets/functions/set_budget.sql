CREATE FUNCTION hera.set_budget(
    p_organization_id uuid, p_account text, p_period text, p_amount numeric, p_unit text DEFAULT NULL,
    p_currency text DEFAULT NULL, p_version text DEFAULT 'current'
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Plans what an account moves in a period, of a unit or of the whole organization, positive on the side where the account
-- belongs; it replaces what was planned, and NULL takes that away. In the organization's currency unless one is named.
-- Raises AUTHZ_001, BUD_001 with all faults in DETAIL.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'budgets.write');
    v_line jsonb := jsonb_strip_nulls(jsonb_build_object(
        'account', p_account, 'period', p_period, 'amount', p_amount::text, 'unit', p_unit, 'currency', p_currency
    ));
BEGIN
    PERFORM hera_internal.require_text(p_version, 'p_version', 50);
    IF p_amount IS NULL THEN
        DELETE FROM hera_internal.budget AS b
        WHERE b.organization_id = p_organization_id AND b.version = p_version AND b.period = p_period
            AND b.account_id = hera_internal.require_account(p_organization_id, p_account, 'p_account')
            AND b.unit = coalesce(p_unit, '') AND b.currency = coalesce(p_currency, (
                SELECT o.currency FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id
            ));
    ELSE
        PERFORM hera_internal.raise_faults(
            'BUD_001', hera_internal.budget_faults(p_organization_id, jsonb_build_array(v_line))
        );
        PERFORM hera_internal.store_budget(p_organization_id, p_version, jsonb_build_array(v_line), v_by);
    END IF;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'budget.set', NULL, v_by, NULL,
        jsonb_build_object('version', p_version) || v_line || jsonb_build_object('amount', p_amount)
    );
END
$function$;
COMMENT ON FUNCTION hera.set_budget(uuid, text, text, numeric, text, text, text) IS 'Sets or takes away what an account is planned to move in a period.';
GRANT EXECUTE ON FUNCTION hera.set_budget(uuid, text, text, numeric, text, text, text) TO hera_app, hera_admin;
