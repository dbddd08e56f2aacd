CREATE FUNCTION hera_internal.field_definition_faults(p_definition jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises every fault of a field definition, [] when there is none; each allowed value must itself satisfy the rest
-- of the definition. Locks and raises nothing.
DECLARE
    v_faults jsonb := '[]'::jsonb;
    v_type text := p_definition ->> 'data_type';
    v_minimum text := p_definition ->> 'minimum';
    v_maximum text := p_definition ->> 'maximum';
    v_pattern_fault text;
    v_values jsonb := p_definition -> 'allowed_values';
BEGIN
    IF (p_definition ->> 'entity_type' ~ '^[a-z][a-z0-9_]{0,62}$') IS NOT TRUE
        OR (p_definition ->> 'field_name' ~ '^[a-z][a-z0-9_]{0,62}$') IS NOT TRUE
    THEN
        v_faults := v_faults || hera_internal.entity_fault('ENT_017', 'field_name',
            'Entity type or field name is not well formed.',
            'Lower case letters, digits and underscores, beginning with a letter, at most 63.');
    END IF;
    IF (v_type IN ('text', 'number', 'integer', 'date', 'timestamp', 'boolean', 'json')) IS NOT TRUE THEN
        RETURN v_faults || hera_internal.entity_fault('ENT_017', 'data_type', 'There is no such data type.',
            'text, number, integer, date, timestamp, boolean or json.');
    END IF;
    IF p_definition ->> 'required' IS NULL OR length(p_definition ->> 'description') > 1000 THEN
        v_faults := v_faults || hera_internal.entity_fault('ENT_017', 'description',
            'Required is neither true nor false, or the description is too long.', 'At most 1000 characters.');
    END IF;
    -- NaN and Infinity become JSON strings; numbers stay numbers.
    IF jsonb_typeof(p_definition -> 'minimum') = 'string' OR jsonb_typeof(p_definition -> 'maximum') = 'string'
        OR length(v_minimum) > 64 OR length(v_maximum) > 64 OR v_minimum::numeric > v_maximum::numeric
        OR (coalesce(v_minimum, v_maximum) IS NOT NULL AND v_type NOT IN ('text', 'number', 'integer'))
    THEN
        RETURN v_faults || hera_internal.entity_fault('ENT_017', 'minimum', 'The bounds do not make a range.',
            'Finite numbers, minimum not above maximum, for number, integer, and text (its length).');
    END IF;
    v_pattern_fault := CASE
        WHEN p_definition ->> 'pattern' IS NULL THEN NULL
        WHEN v_type <> 'text' THEN 'only a text has a pattern'
        ELSE hera_internal.pattern_fault(p_definition ->> 'pattern')
    END;
    IF v_pattern_fault IS NOT NULL THEN
        RETURN v_faults || hera_internal.entity_fault('ENT_017', 'pattern',
            'The pattern is not usable: ' || v_pattern_fault || '.',
            'A regular expression of at most 200 characters without back references; it must match the whole text.');
    END IF;
    IF jsonb_typeof(v_values) = 'array' AND (
        v_type NOT IN ('text', 'number', 'integer', 'date')
        OR jsonb_array_length(v_values) NOT BETWEEN 1 AND 500
        OR EXISTS (
            SELECT FROM jsonb_array_elements(v_values) AS a (value)
            WHERE jsonb_typeof(a.value) = 'null' OR '[]' <> hera_internal.field_faults(
                p_definition || '{"allowed_values": null, "required": false}', a.value)
        )
    ) THEN
        v_faults := v_faults || hera_internal.entity_fault('ENT_017', 'allowed_values',
            'The allowed values do not fit the definition.',
            'One to 500 values for text, number, integer or date, each within type, range and pattern.');
    END IF;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.field_definition_faults(jsonb) IS
'Every fault of a field definition, as a jsonb array.';
