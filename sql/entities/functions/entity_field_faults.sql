CREATE FUNCTION hera_internal.entity_field_faults(
    p_organization_id uuid,
    p_entity_type text,
    p_fields jsonb,
    p_complete boolean
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises every fault of a set of fields against the registry, in order of field name; [] when there is none. With
-- p_complete a required field that is not mentioned is a fault too. Locks and raises nothing.
DECLARE
    v_faults jsonb := '[]'::jsonb;
    v_definition jsonb;
    v_name text;
BEGIN
    IF (jsonb_typeof(p_fields) = 'object' AND pg_column_size(p_fields) <= 1048576) IS NOT TRUE THEN
        RETURN v_faults || hera_internal.entity_fault(
            'ENT_010', 'fields', 'The fields are not a JSON object.',
            'An object of field name and value, at most 1 MB.');
    END IF;
    FOR v_name IN SELECT k FROM jsonb_object_keys(p_fields) AS k ORDER BY k LOOP
        SELECT to_jsonb(d) INTO v_definition
        FROM hera_internal.field_definition AS d
        WHERE d.organization_id = p_organization_id AND d.entity_type = p_entity_type AND d.field_name = v_name;
        IF FOUND THEN
            v_faults := v_faults || hera_internal.field_faults(v_definition, p_fields -> v_name);
        ELSE
            v_faults := v_faults || hera_internal.entity_fault(
                'ENT_015', 'fields.' || left(v_name, 100), 'The entity type has no such field.',
                'Define it with hera.define_field, or see hera.list_fields.');
        END IF;
    END LOOP;
    IF p_complete THEN
        FOR v_definition IN
            SELECT to_jsonb(d)
            FROM hera_internal.field_definition AS d
            WHERE d.organization_id = p_organization_id AND d.entity_type = p_entity_type AND d.required
            ORDER BY d.field_name
        LOOP
            IF NOT p_fields ? (v_definition ->> 'field_name') THEN
                v_faults := v_faults || hera_internal.field_faults(v_definition, NULL);
            END IF;
        END LOOP;
    END IF;
    RETURN v_faults;
END
$function$;
COMMENT ON FUNCTION hera_internal.entity_field_faults(uuid, text, jsonb, boolean) IS
'Every fault of a set of fields of one entity type, as a jsonb array.';
