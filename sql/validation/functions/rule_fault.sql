CREATE FUNCTION hera_internal.rule_fault(
    p_rule hera_internal.value_rule, p_path text, p_value jsonb, p_facts jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What one rule finds in one value: an array of one entry, or an empty one. What is absent is only required, never wrong.
-- The text is bounded by length before a pattern or a cast; one of more than 1000 characters matches no pattern.
DECLARE
    v_absent boolean := coalesce(jsonb_typeof(p_value), 'null') = 'null';
    v_plain boolean := coalesce(jsonb_typeof(p_value) IN ('string', 'number', 'boolean'), false);
    v_text text := CASE WHEN v_plain THEN p_value #>> '{}' END;
    v_number numeric;
    v_holds boolean;
BEGIN
    IF p_rule.kind = 'expression' THEN
        v_holds := hera_internal.condition_holds(p_rule.program, p_facts);
    ELSIF p_rule.kind = 'required' THEN
        v_holds := NOT v_absent AND btrim(v_text) IS DISTINCT FROM '' AND p_value <> ALL ('{"[]","{}"}'::jsonb[]);
    ELSIF v_absent THEN
        RETURN '[]'::jsonb;
    ELSIF p_rule.kind = 'range' THEN
        v_number := hera_internal.fact_text('n', v_text)::numeric;
        v_holds := v_number IS NOT NULL AND coalesce(v_number >= p_rule.minimum, true)
            AND coalesce(v_number <= p_rule.maximum, true);
    ELSIF p_rule.kind = 'length' THEN
        v_number := CASE WHEN jsonb_typeof(p_value) = 'array' THEN jsonb_array_length(p_value) ELSE length(v_text) END;
        v_holds := v_number IS NOT NULL AND coalesce(v_number >= p_rule.minimum, true)
            AND coalesce(v_number <= p_rule.maximum, true);
    ELSIF p_rule.kind = 'pattern' THEN
        v_holds := CASE WHEN length(v_text) <= 1000 THEN v_text ~ ('^(?:' || p_rule.pattern || ')$') ELSE false END;
    ELSE
        v_holds := coalesce(v_text = ANY (p_rule.allowed_values), false);
    END IF;
    IF v_holds IS NOT FALSE THEN
        RETURN '[]'::jsonb;
    END IF;
    RETURN jsonb_build_array(jsonb_build_object(
        'code', p_rule.code, 'path', p_path, 'severity', p_rule.severity, 'rule', p_rule.name,
        'message', coalesce(p_rule.message, hera_internal.rule_message(p_rule, p_path)),
        'hint', coalesce(p_rule.hint, (
            SELECT e.hint FROM hera_internal.error_code AS e WHERE e.code IN (p_rule.code, 'VAL_016')
            ORDER BY e.code = p_rule.code DESC LIMIT 1
        ))
    ));
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_fault(hera_internal.value_rule, text, jsonb, jsonb) IS 'What one rule finds in one value.';
