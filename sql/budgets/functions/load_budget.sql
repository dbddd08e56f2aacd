CREATE FUNCTION hera.load_budget(p_organization_id uuid, p_lines jsonb, p_version text DEFAULT 'current')
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Plans many lines at once: [{"account", "period", "amount", "unit", "currency"}], unit and currency optional. Each
-- replaces what was planned there, others stay. All or nothing; returns the number of lines.
-- Raises AUTHZ_001, VAL_005, VAL_013, BUD_001 with all faults in DETAIL.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'budgets.write');
BEGIN
    PERFORM hera_internal.require_text(p_version, 'p_version', 50);
    IF jsonb_typeof(p_lines) = 'array' AND jsonb_array_length(p_lines) > 20000 THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_lines', 'a budget is loaded in parts of at most 20000 lines');
    END IF;
    PERFORM hera_internal.raise_faults('BUD_001', hera_internal.budget_faults(p_organization_id, p_lines));
    PERFORM hera_internal.store_budget(p_organization_id, p_version, p_lines, v_by);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'budget.loaded', NULL, v_by, NULL, jsonb_build_object('version', p_version, 'lines', p_lines)
    );
    RETURN jsonb_array_length(p_lines);
END
$function$;
COMMENT ON FUNCTION hera.load_budget(uuid, jsonb, text) IS 'Loads lines of a budget and returns their number.';
GRANT EXECUTE ON FUNCTION hera.load_budget(uuid, jsonb, text) TO hera_app, hera_admin;
