CREATE FUNCTION hera_internal.field_faults(p_definition jsonb, p_value jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises every fault of one value against its definition (a row of field_definition as jsonb), [] when there is none.
-- JSON null ends a value: only a required field refuses it. Locks and raises nothing.
DECLARE
    v_type text := p_definition ->> 'data_type';
    v_path text := 'fields.' || (p_definition ->> 'field_name');
    v_pattern text := p_definition ->> 'pattern';
    v_limit int := CASE WHEN v_type <> 'text' THEN 65536 WHEN v_pattern IS NULL THEN 10000 ELSE 1000 END;
    v_text text;
    v_faults jsonb := '[]'::jsonb;
BEGIN
    IF p_value IS NULL OR jsonb_typeof(p_value) = 'null' THEN
        IF (p_definition ->> 'required')::boolean THEN
            v_faults := v_faults || hera_internal.entity_fault(
                'ENT_014', v_path, 'The field is required and cannot be without a value.', 'Give a value.');
        END IF;
        RETURN v_faults;
    END IF;

    v_text := hera_internal.field_text(v_type, p_value);
    IF v_text IS NULL THEN
        RETURN v_faults || hera_internal.entity_fault(
            'ENT_010', v_path, format('The value is not of type %s.', v_type),
            'Dates are YYYY-MM-DD, timestamps ISO 8601 with an offset, numbers at most 30 digits and 20 decimals.');
    END IF;
    -- Before any expression: the cost of a regular expression grows with the text.
    IF length(v_text) > v_limit THEN
        RETURN v_faults || hera_internal.entity_fault(
            'ENT_016', v_path, 'The value is too long.',
            format('At most %s characters.', v_limit));
    END IF;

    IF NOT hera_internal.field_in_range(
        v_type, v_text, (p_definition ->> 'minimum')::numeric, (p_definition ->> 'maximum')::numeric
    ) THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_011', v_path,
            CASE v_type WHEN 'text' THEN 'The length is out of range.' ELSE 'The value is out of range.' END,
            format(
                'From %s to %s.',
                coalesce(p_definition ->> 'minimum', 'any'), coalesce(p_definition ->> 'maximum', 'any')));
    END IF;
    IF v_pattern IS NOT NULL AND v_text !~ ('^(?:' || v_pattern || ')$') THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_012', v_path, 'The value does not match the pattern of the field.', 'Pattern: ' || v_pattern);
    END IF;
    IF NOT hera_internal.field_is_allowed(v_type, v_text, p_definition -> 'allowed_values') THEN
        v_faults := v_faults || hera_internal.entity_fault(
            'ENT_013', v_path, 'The value is not one of the allowed values.',
            left('Allowed: ' || (p_definition ->> 'allowed_values'), 500));
    END IF;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_faults(jsonb, jsonb) IS
'Every fault of one JSON value against one field definition, as a jsonb array.';
