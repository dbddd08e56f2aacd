CREATE FUNCTION hera.create_entity(
    p_organization_id uuid,
    p_entity_type text,
    p_code text,
    p_name text,
    p_fields jsonb DEFAULT '{}',
    p_metadata jsonb DEFAULT '{}'
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises a new active entity with its fields valid from today (in the organization's time zone), or nothing at all.
-- Raises ENT_002 with every fault, ENT_004 when the type has that code already, ENT_006 for a reserved type. Locks
-- nothing that exists.
DECLARE
    v_actor text;
    v_id uuid;
    v_created_at timestamptz;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    PERFORM hera_internal.require_bounded(p_fields, 'p_fields', 1048576);
    PERFORM hera_internal.require_bounded(p_metadata, 'p_metadata', 1048576);
    IF hera_internal.entity_type_is_reserved(p_entity_type) THEN
        PERFORM hera_internal.raise_error('ENT_006', 'entity_type');
    END IF;
    PERFORM hera_internal.raise_faults(
        'ENT_002',
        hera_internal.entity_argument_faults(p_entity_type, p_code, p_name, p_metadata)
        || hera_internal.entity_field_faults(p_organization_id, p_entity_type, p_fields, true)
    );
    v_id := hera_internal.new_id();
    v_created_at := hera_internal.uuid_time(v_id);
    INSERT INTO hera.core_entities (organization_id, id, entity_type, code, name, status, metadata, created_at)
    VALUES (p_organization_id, v_id, p_entity_type, p_code, p_name, 'active', p_metadata, v_created_at)
    ON CONFLICT (organization_id, entity_type, code) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('ENT_004', 'code');
    END IF;
    PERFORM hera_internal.store_fields(
        p_organization_id, v_id, p_entity_type, p_fields, hera_internal.entity_today(p_organization_id), v_actor);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'entity.created', v_id, v_actor, NULL,
        jsonb_build_object('type', p_entity_type, 'fields', hera_internal.changed_names(p_fields))
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.create_entity(uuid, text, text, text, jsonb, jsonb) IS
'Creates an entity of any type with its custom fields; returns its id.';
GRANT EXECUTE ON FUNCTION hera.create_entity(uuid, text, text, text, jsonb, jsonb) TO hera_app;
