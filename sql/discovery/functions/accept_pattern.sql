CREATE FUNCTION hera.accept_pattern(p_organization_id uuid, p_pattern_id uuid)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Makes a candidate a rule and returns its id; the evidence it was accepted on is its description and in the audit
-- trail. Raises VAL_010, AI_041 (decided already; or a code, which hera.define_template takes into use), LED_002.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
    v_pattern hera_internal.discovered_pattern%ROWTYPE;
    v_rule_id uuid;
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM hera_internal.lock_candidate(p_organization_id, p_pattern_id);
    SELECT p.* INTO v_pattern FROM hera_internal.discovered_pattern AS p
    WHERE p.organization_id = p_organization_id AND p.id = p_pattern_id;
    IF v_pattern.kind = 'code' THEN
        PERFORM hera_internal.raise_error('AI_041', 'p_pattern_id', 'a code is taken into use by hera.define_template, which says its amounts');
    END IF;
    v_rule_id := hera.define_rule(
        p_organization_id, v_pattern.account_code,
        jsonb_strip_nulls(jsonb_build_object(
            'transaction_type', v_pattern.transaction_type, 'counterparty', v_pattern.counterparty_id,
            'text', v_pattern.text_pattern, 'unit', v_pattern.unit
        )),
        format(
            'Discovered: people chose %s for %s of %s documents from %s to %s; in shadow it was right for %s of %s.',
            v_pattern.account_code, v_pattern.support, v_pattern.documents, v_pattern.first_at, v_pattern.last_at,
            v_pattern.shadow_hits, v_pattern.shadow_tries
        )
    );
    UPDATE hera_internal.discovered_pattern AS p
    SET status = 'accepted', rule_id = v_rule_id, decided_by = v_by, decided_at = v_now
    WHERE p.organization_id = p_organization_id AND p.id = p_pattern_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'pattern.accepted', p_pattern_id, v_by, NULL, jsonb_build_object(
            'rule', v_rule_id, 'account', v_pattern.account_code, 'support', v_pattern.support,
            'documents', v_pattern.documents, 'examples', v_pattern.examples, 'shadow_tries', v_pattern.shadow_tries,
            'shadow_hits', v_pattern.shadow_hits, 'active_hits', v_pattern.active_hits
        )
    );
    RETURN v_rule_id;
END
$function$;
COMMENT ON FUNCTION hera.accept_pattern(uuid, uuid) IS 'Makes a discovered pattern a rule and returns its id.';
GRANT EXECUTE ON FUNCTION hera.accept_pattern(uuid, uuid) TO hera_app, hera_admin;
