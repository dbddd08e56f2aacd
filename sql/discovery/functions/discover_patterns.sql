CREATE FUNCTION hera.discover_patterns(
    p_organization_id uuid,
    p_support integer DEFAULT 5,
    p_precision numeric DEFAULT 0.95,
    p_documents integer DEFAULT 5000
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Proposes rules (payee; payee and text; cost centre) and codes from what people chose again and again: at least
-- p_support times, and p_precision of the documents that meet the conditions. Reads the p_documents latest verdicts and
-- not the books. Candidates run in shadow until hera.accept_pattern or hera.dismiss_pattern; hera.list_patterns shows
-- them. Returns how many rules and codes were found. Raises VAL_010 for an argument out of range.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
    v_rules integer;
    v_codes integer;
BEGIN
    PERFORM hera_internal.require_known('p_support', p_support::text, p_support BETWEEN 2 AND 1000000, '2 to 1000000');
    PERFORM hera_internal.require_known('p_precision', p_precision::text, p_precision BETWEEN 0.5 AND 1, '0.5 to 1');
    PERFORM hera_internal.require_known('p_documents', p_documents::text, p_documents BETWEEN 1 AND 50000, '1 to 50000');
    v_rules := hera_internal.propose_rules(p_organization_id, p_documents, p_support, p_precision);
    v_codes := hera_internal.propose_codes(p_organization_id, p_documents, p_support);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'patterns.discovered', NULL, v_by, NULL, jsonb_build_object('rules', v_rules, 'codes', v_codes)
    );
    RETURN jsonb_build_object('rules', v_rules, 'codes', v_codes);
END
$function$;
COMMENT ON FUNCTION hera.discover_patterns(uuid, integer, numeric, integer) IS 'Proposes rules and codes from what people chose again and again.';
GRANT EXECUTE ON FUNCTION hera.discover_patterns(uuid, integer, numeric, integer) TO hera_app, hera_admin;
