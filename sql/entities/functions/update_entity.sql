CREATE FUNCTION hera.update_entity(
    p_organization_id uuid,
    p_entity_id uuid,
    p_name text DEFAULT NULL,
    p_metadata jsonb DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the new name and the new metadata (whole, not merged); NULL leaves what is there. Type and code are for
-- ever. Raises ENT_001, ENT_002, ENT_003, ENT_006. Locks the entity.
DECLARE
    v_actor text;
    v_type text;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    PERFORM hera_internal.require_bounded(p_metadata, 'p_metadata', 1048576);
    v_type := hera_internal.find_entity(p_organization_id, p_entity_id, true);
    IF hera_internal.entity_type_is_reserved(v_type) THEN
        PERFORM hera_internal.raise_error('ENT_006', 'entity_id');
    END IF;
    PERFORM hera_internal.raise_faults(
        'ENT_002',
        hera_internal.entity_argument_faults(v_type, 'code', coalesce(p_name, 'name'), coalesce(p_metadata, '{}'))
    );
    UPDATE hera.core_entities AS e
    SET name = coalesce(p_name, e.name), metadata = coalesce(p_metadata, e.metadata)
    WHERE e.organization_id = p_organization_id AND e.id = p_entity_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'entity.changed', p_entity_id, v_actor, NULL, jsonb_build_object(
            'fields', hera_internal.changed_names(jsonb_build_object('name', p_name, 'metadata', p_metadata))
        )
    );
END
$function$;
COMMENT ON FUNCTION hera.update_entity(uuid, uuid, text, jsonb) IS 'Changes the name and the metadata of an entity.';
GRANT EXECUTE ON FUNCTION hera.update_entity(uuid, uuid, text, jsonb) TO hera_app;
