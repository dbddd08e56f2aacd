CREATE FUNCTION hera.set_dynamic_data(
    p_organization_id uuid,
    p_entity_id uuid,
    p_fields jsonb,
    p_valid_from date DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that each field has its new value from p_valid_from (default: today in the organization's time zone) until
-- the next date on record; JSON null ends the value that day. All fields are stored or none. Raises ENT_001, ENT_002
-- with every fault, ENT_003, ENT_027. Locks the entity against archiving and the rows it replaces.
DECLARE
    v_actor text;
    v_type text;
    v_from date;
    v_changed jsonb;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    PERFORM hera_internal.require_bounded(p_fields, 'p_fields', 1048576);
    v_type := hera_internal.find_entity(p_organization_id, p_entity_id, true);
    v_from := coalesce(p_valid_from, hera_internal.entity_today(p_organization_id));
    IF NOT isfinite(v_from) THEN
        PERFORM hera_internal.raise_error('ENT_027', 'valid_from');
    END IF;
    PERFORM hera_internal.raise_faults(
        'ENT_002', hera_internal.entity_field_faults(p_organization_id, v_type, p_fields, false));
    v_changed := hera_internal.store_fields(p_organization_id, p_entity_id, v_type, p_fields, v_from, v_actor);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'entity.changed', p_entity_id, v_actor, NULL,
        jsonb_build_object('fields', hera_internal.changed_names(p_fields), 'valid_from', v_from)
    );
    RETURN jsonb_build_object('entity_id', p_entity_id, 'valid_from', v_from, 'changed', v_changed);
END
$function$;
COMMENT ON FUNCTION hera.set_dynamic_data(uuid, uuid, jsonb, date) IS
'Records custom field values of an entity from a day on; null ends a value.';
GRANT EXECUTE ON FUNCTION hera.set_dynamic_data(uuid, uuid, jsonb, date) TO hera_app;
