CREATE FUNCTION hera_internal.rule_findings(
    p_caller hera_internal.caller_context, p_request jsonb, p_document hera_internal.document, p_errors jsonb
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the organization's own rules find in a request, in order of path and name, as an array that may be empty; each entry
-- has a severity. What has a fault of its shape in p_errors is judged no further.
DECLARE
    v_rule hera_internal.value_rule;
    v_findings jsonb := '[]'::jsonb;
    v_facts jsonb := hera_internal.document_facts(p_caller, p_request, p_document);
    v_lines boolean := jsonb_typeof(p_request -> 'lines') = 'array'
        AND jsonb_array_length(p_request -> 'lines') <= (p_caller.settings ->> 'max_lines')::integer;
    v_line record;
BEGIN
    FOR v_rule IN
        SELECT r.name, r.kind, r.path, r.minimum, r.maximum, r.pattern, r.allowed_values, r.expression,
            r.expression_program, r.condition_program, r.code, r.severity, r.message, r.hint
        FROM hera_internal.validation_rule AS r
        WHERE r.organization_id = p_caller.organization_id AND r.enabled
            AND (r.transaction_type IS NULL OR r.transaction_type = p_document.transaction_type)
            AND (r.valid_from IS NULL OR p_document.transaction_date >= r.valid_from)
            AND (r.valid_until IS NULL OR p_document.transaction_date <= r.valid_until)
        ORDER BY r.path COLLATE "C", r.name COLLATE "C"
    LOOP
        IF v_rule.path !~ '^lines\[\]' THEN
            IF NOT p_errors @> jsonb_build_array(jsonb_build_object('path', v_rule.path))
                AND (v_rule.condition IS NULL OR hera_internal.condition_holds(v_rule.condition, v_facts))
            THEN
                v_findings := v_findings || hera_internal.rule_fault(
                    v_rule, v_rule.path, p_request #> string_to_array(v_rule.path, '.'), v_facts
                );
            END IF;
        ELSIF v_lines THEN
            FOR v_line IN
                SELECT l.value, replace(v_rule.path, '[]', format('[%s]', l.number - 1)) AS path
                FROM jsonb_array_elements(p_request -> 'lines') WITH ORDINALITY AS l (value, number)
                WHERE jsonb_typeof(l.value) = 'object'
            LOOP
                IF NOT p_errors @> jsonb_build_array(jsonb_build_object('path', v_line.path)) AND (
                    v_rule.condition IS NULL
                    OR hera_internal.condition_holds(v_rule.condition, v_facts || jsonb_build_object('line', v_line.value))
                ) THEN
                    v_findings := v_findings || hera_internal.rule_fault(
                        v_rule, v_line.path, v_line.value -> split_part(v_rule.path, '.', 2),
                        v_facts || jsonb_build_object('line', v_line.value)
                    );
                END IF;
            END LOOP;
        END IF;
    END LOOP;
    RETURN v_findings;
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_findings(hera_internal.caller_context, jsonb, hera_internal.document, jsonb) IS 'What an organization''s own rules find in a request.';
