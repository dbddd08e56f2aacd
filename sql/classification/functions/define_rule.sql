CREATE FUNCTION hera.define_rule(p_organization_id uuid, p_account text, p_conditions jsonb, p_description text)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A rule that posts without a guess. Conditions, of which at least one beside transaction_type: transaction_type,
-- counterparty (id or name), text (LIKE pattern on normalized payee and text), minimum_amount, maximum_amount, unit;
-- and priority (lower speaks first, 100 when absent).
-- Raises VAL_002, VAL_003, VAL_004, VAL_005, VAL_006, VAL_010, LED_002.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
    v_id uuid := hera_internal.new_id();
    v_conditions hera_internal.rule_conditions := hera_internal.read_conditions(p_organization_id, p_conditions);
BEGIN
    PERFORM hera_internal.require_text(p_description, 'p_description', 1000);
    IF NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.code = p_account AND a.status = 'active'
    ) THEN
        PERFORM hera_internal.raise_error('LED_002', 'p_account');
    END IF;
    INSERT INTO hera_internal.classification_rule (
        organization_id, id, priority, transaction_type, counterparty_id, text_pattern, minimum_amount, maximum_amount,
        unit, account_code, description, active, created_at, created_by
    )
    VALUES (
        p_organization_id, v_id, v_conditions.priority, v_conditions.transaction_type, v_conditions.counterparty_id,
        v_conditions.text_pattern, v_conditions.minimum_amount, v_conditions.maximum_amount, v_conditions.unit,
        p_account, p_description, true, hera_internal.uuid_time(v_id), v_by
    );
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'rule.defined', v_id, v_by, NULL,
        jsonb_build_object('account', p_account) || to_jsonb(v_conditions) - 'text_pattern'
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.define_rule(uuid, text, jsonb, text) IS 'Defines a rule that gives an account without a guess, and returns its id.';
GRANT EXECUTE ON FUNCTION hera.define_rule(uuid, text, jsonb, text) TO hera_app, hera_admin;
