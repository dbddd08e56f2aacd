CREATE FUNCTION hera.define_validation_rule(p_organization_id uuid, p_rule jsonb)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A rule for documents of this organization from now on, in the place of the one that has its name. Fields: name, kind,
-- path, transaction_type, condition, minimum, maximum, pattern, allowed_values, expression, code, severity, message, hint,
-- valid_from, valid_until, enabled. Waits for documents that are being posted.
-- Raises AUTHZ_001, VAL_001, VAL_013, VAL_017, and VAL_018 with all faults in DETAIL.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'rules.write');
    v_id uuid := hera_internal.new_id();
    v_condition text[];
    v_expression text[];
BEGIN
    PERFORM hera_internal.require_bounded(p_rule, 'p_rule', 65536);
    PERFORM hera_internal.raise_faults('VAL_018', hera_internal.rule_definition_faults(p_rule));
    v_condition := hera_internal.compile_condition(
        p_rule ->> 'condition', 'p_rule.condition', coalesce(starts_with(p_rule ->> 'path', 'lines[]'), false)
    );
    v_expression := hera_internal.compile_condition(
        p_rule ->> 'expression', 'p_rule.expression', coalesce(starts_with(p_rule ->> 'path', 'lines[]'), false)
    );
    PERFORM hera_internal.lock_organization(p_organization_id);
    IF (
        SELECT count(*) >= 200 FROM hera_internal.validation_rule AS r
        WHERE r.organization_id = p_organization_id AND r.name <> p_rule ->> 'name'
    ) THEN
        PERFORM hera_internal.raise_error('VAL_013', 'p_rule', 'an organization has at most 200 rules');
    END IF;
    INSERT INTO hera_internal.validation_rule AS r (
        organization_id, id, name, transaction_type, kind, path, condition, condition_program, minimum, maximum, pattern,
        allowed_values, expression, expression_program, code, severity, message, hint, valid_from, valid_until, enabled,
        changed_at, changed_by
    )
    SELECT p_organization_id, v_id, d.name, d.transaction_type, d.kind, coalesce(d.path, ''), d.condition, v_condition,
        d.minimum, d.maximum, d.pattern, d.allowed_values, d.expression, v_expression,
        coalesce(d.code, hera_internal.rule_code(d.kind)), coalesce(d.severity, 'error'), d.message, d.hint, d.valid_from,
        d.valid_until, coalesce(d.enabled, true), clock_timestamp(), v_by
    FROM jsonb_to_record(p_rule) AS d (
        name text, transaction_type text, kind text, path text, condition text, minimum numeric, maximum numeric,
        pattern text, allowed_values text[], expression text, code text, severity text, message text, hint text,
        valid_from date, valid_until date, enabled boolean
    )
    ON CONFLICT (organization_id, name) DO UPDATE
    SET transaction_type = excluded.transaction_type, kind = excluded.kind, path = excluded.path,
        condition = excluded.condition, condition_program = excluded.condition_program, minimum = excluded.minimum,
        maximum = excluded.maximum, pattern = excluded.pattern, allowed_values = excluded.allowed_values,
        expression = excluded.expression, expression_program = excluded.expression_program, code = excluded.code,
        severity = excluded.severity, message = excluded.message, hint = excluded.hint, valid_from = excluded.valid_from,
        valid_until = excluded.valid_until, enabled = excluded.enabled, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by
    RETURNING r.id INTO v_id;
    PERFORM hera_internal.mark_rules(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(p_organization_id, 'validation_rule.defined', v_id, v_by, NULL, p_rule);
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.define_validation_rule(uuid, jsonb) IS 'Defines a rule for documents of an organization, or changes it, and returns its id.';
GRANT EXECUTE ON FUNCTION hera.define_validation_rule(uuid, jsonb) TO hera_app, hera_admin;
