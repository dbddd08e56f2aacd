CREATE FUNCTION hera.define_field(
    p_organization_id uuid,
    p_entity_type text,
    p_field_name text,
    p_data_type text,
    p_required boolean DEFAULT false,
    p_minimum numeric DEFAULT NULL,
    p_maximum numeric DEFAULT NULL,
    p_pattern text DEFAULT NULL,
    p_allowed_values text[] DEFAULT NULL,
    p_description text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that values of this field are checked against this definition from now on; what is recorded already stays.
-- Called again it replaces the definition, but not the data type of a field that has values (ENT_018). Raises ENT_017
-- with all faults of the definition. Locks the definition, so that no value is being recorded meanwhile.
DECLARE
    v_actor text;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    PERFORM hera_internal.raise_faults('ENT_017', hera_internal.field_definition_faults(jsonb_build_object(
        'entity_type', p_entity_type, 'field_name', p_field_name, 'data_type', p_data_type,
        'required', p_required, 'minimum', p_minimum, 'maximum', p_maximum,
        'pattern', p_pattern, 'allowed_values', p_allowed_values, 'description', p_description
    )));
    INSERT INTO hera_internal.field_definition (
        organization_id, entity_type, field_name, data_type, required, minimum, maximum,
        pattern, allowed_values, description
    ) VALUES (
        p_organization_id, p_entity_type, p_field_name, p_data_type, p_required, p_minimum, p_maximum,
        p_pattern, p_allowed_values, p_description
    )
    ON CONFLICT (organization_id, entity_type, field_name) DO UPDATE SET
        data_type = excluded.data_type, required = excluded.required,
        minimum = excluded.minimum, maximum = excluded.maximum, pattern = excluded.pattern,
        allowed_values = excluded.allowed_values, description = excluded.description;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'field.defined', NULL, v_actor, NULL,
        jsonb_build_object('entity_type', p_entity_type, 'field', p_field_name, 'data_type', p_data_type)
    );
END
$function$;
COMMENT ON FUNCTION hera.define_field(
    uuid, text, text, text, boolean, numeric, numeric, text, text[], text
) IS 'Registers a custom field of an entity type, or changes its definition.';
GRANT EXECUTE ON FUNCTION hera.define_field(
    uuid, text, text, text, boolean, numeric, numeric, text, text[], text
) TO hera_app;
