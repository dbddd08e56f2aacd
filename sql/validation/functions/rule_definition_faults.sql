CREATE FUNCTION hera_internal.rule_definition_faults(p_rule jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of a rule that is to be defined, as an array that may be empty; expressions are judged when compiled.
DECLARE
    v_errors jsonb;
    v_kind text;
    v_fault text;
BEGIN
    IF jsonb_typeof(p_rule) IS DISTINCT FROM 'object' THEN
        RETURN jsonb_build_array(hera_internal.make_error('VAL_003', 'p_rule', 'p_rule must be a JSON object'));
    END IF;
    v_errors := coalesce(hera_internal.shape_faults('rule', p_rule, 'p_rule.'), '[]');
    IF v_errors <> '[]' THEN
        RETURN v_errors;
    END IF;
    v_kind := p_rule ->> 'kind';
    -- What each kind takes, and nothing else.
    SELECT v_errors || coalesce(jsonb_agg(
        CASE WHEN f.wanted
            THEN hera_internal.make_error('VAL_002', 'p_rule.' || f.field)
            ELSE hera_internal.make_error(
                'VAL_011', 'p_rule.' || f.field, format('a rule of kind %s has no %s', v_kind, f.field)
            )
        END ORDER BY f.field
    ), '[]')
    INTO v_errors
    FROM (
        VALUES
        ('name', true, true), ('kind', true, true), ('path', v_kind <> 'expression', true),
        ('minimum', false, v_kind IN ('range', 'length')), ('maximum', false, v_kind IN ('range', 'length')),
        ('pattern', v_kind = 'pattern', v_kind = 'pattern'),
        ('allowed_values', v_kind = 'allowed_values', v_kind = 'allowed_values'),
        ('expression', v_kind = 'expression', v_kind = 'expression')
    ) AS f (field, wanted, taken)
    WHERE CASE WHEN p_rule ->> f.field IS NULL THEN f.wanted ELSE NOT f.taken END;
    IF v_kind IN ('range', 'length') AND (
        num_nonnulls(p_rule ->> 'minimum', p_rule ->> 'maximum') = 0
        OR (p_rule ->> 'minimum')::numeric > (p_rule ->> 'maximum')::numeric
    ) THEN
        v_errors := v_errors || hera_internal.make_error(
            'VAL_011', 'p_rule.minimum', 'minimum or maximum is needed, and minimum is not above maximum'
        );
    END IF;
    v_fault := hera_internal.rule_path_fault(p_rule ->> 'path');
    IF v_fault IS NOT NULL THEN
        v_errors := v_errors || hera_internal.make_error('VAL_010', 'p_rule.path', v_fault);
    END IF;
    v_fault := hera_internal.pattern_fault(p_rule ->> 'pattern');
    IF v_fault IS NOT NULL THEN
        v_errors := v_errors || hera_internal.make_error('VAL_006', 'p_rule.pattern', 'the pattern is not usable: ' || v_fault);
    END IF;
    IF p_rule -> 'allowed_values' @? '$[*] ? (@.type() != "string")' OR jsonb_array_length(p_rule -> 'allowed_values') NOT BETWEEN 1 AND 500 THEN
        v_errors := v_errors || hera_internal.make_error('VAL_003', 'p_rule.allowed_values', 'allowed_values are 1 to 500 texts');
    END IF;
    IF p_rule ->> 'code' LIKE 'VAL%' AND NOT EXISTS (
        SELECT FROM hera_internal.error_code AS c WHERE c.code = p_rule ->> 'code'
    ) THEN
        v_errors := v_errors || hera_internal.make_error('VAL_010', 'p_rule.code', 'a code of your own begins with X_');
    END IF;
    SELECT v_errors || coalesce(jsonb_agg(hera_internal.make_error('VAL_007', 'p_rule.' || d.field)), '[]') INTO v_errors
    FROM unnest('{valid_from,valid_until}'::text[]) AS d (field)
    WHERE p_rule ->> d.field IS NOT NULL AND hera_internal.read_date(p_rule ->> d.field) IS NULL;
    RETURN v_errors;
END
$function$;
COMMENT ON FUNCTION hera_internal.rule_definition_faults(jsonb) IS 'Every fault of a rule that is to be defined.';
