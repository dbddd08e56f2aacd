CREATE FUNCTION hera_internal.guard_dynamic_data()
RETURNS trigger
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that a value fills the column of its field's type and satisfies the field's definition, whatever path wrote
-- it. Locks the definition against a change of its type until commit. Raises ENT_001 when it does not find the entity,
-- ENT_002 with every fault.
DECLARE
    v_type text;
    v_definition jsonb;
    v_value jsonb := hera_internal.field_json(
        NEW.value_text, NEW.value_number, NEW.value_date, NEW.value_timestamp, NEW.value_boolean, NEW.value_json);
    v_filled boolean;
    v_faults jsonb;
BEGIN
    SELECT e.entity_type INTO v_type
    FROM hera.core_entities AS e
    WHERE e.organization_id = NEW.organization_id AND e.id = NEW.entity_id;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('ENT_001', 'entity_id');
    END IF;
    SELECT to_jsonb(d) INTO v_definition
    FROM hera_internal.field_definition AS d
    WHERE d.organization_id = NEW.organization_id AND d.entity_type = v_type AND d.field_name = NEW.field_name
    FOR SHARE;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_faults('ENT_002', jsonb_build_array(hera_internal.entity_fault(
            'ENT_015', 'fields.' || left(NEW.field_name, 100), 'The entity type has no such field.',
            'Define it with hera.define_field, or see hera.list_fields.')));
    END IF;
    v_filled := CASE v_definition ->> 'data_type'
        WHEN 'text' THEN NEW.value_text IS NOT NULL
        WHEN 'date' THEN NEW.value_date IS NOT NULL
        WHEN 'timestamp' THEN NEW.value_timestamp IS NOT NULL
        WHEN 'boolean' THEN NEW.value_boolean IS NOT NULL
        WHEN 'json' THEN NEW.value_json IS NOT NULL
        ELSE NEW.value_number IS NOT NULL
    END;
    IF v_value IS NOT NULL AND NOT v_filled THEN
        v_faults := jsonb_build_array(hera_internal.entity_fault(
            'ENT_010', 'fields.' || NEW.field_name, 'The value is not in the column of its type.',
            'Record values with hera.set_dynamic_data.'));
    ELSE
        v_faults := hera_internal.field_faults(v_definition, v_value);
    END IF;
    PERFORM hera_internal.raise_faults('ENT_002', v_faults);
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION hera_internal.guard_dynamic_data() IS
'Refuses a custom field value that its registered definition does not allow.';
ALTER FUNCTION hera_internal.guard_dynamic_data() OWNER TO hera_owner;
