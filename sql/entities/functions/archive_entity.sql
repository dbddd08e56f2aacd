CREATE FUNCTION hera.archive_entity(p_organization_id uuid, p_entity_id uuid, p_archived boolean DEFAULT true)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises that the entity takes no new fields and no new relationships, while all it has stays readable; false takes
-- it back into use. Repeating a call changes nothing. Raises ENT_001, ENT_006. Locks the entity.
DECLARE
    v_actor text;
    v_type text;
BEGIN
    SELECT a.actor INTO v_actor FROM hera_internal.authorize(p_organization_id, 'entities.write') AS a;
    v_type := hera_internal.find_entity(p_organization_id, p_entity_id, false);
    IF hera_internal.entity_type_is_reserved(v_type) THEN
        PERFORM hera_internal.raise_error('ENT_006', 'entity_id');
    END IF;
    UPDATE hera.core_entities AS e
    SET status = CASE WHEN p_archived IS NOT FALSE THEN 'archived' ELSE 'active' END
    WHERE e.organization_id = p_organization_id AND e.id = p_entity_id;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, CASE WHEN p_archived IS NOT FALSE THEN 'entity.archived' ELSE 'entity.restored' END, p_entity_id,
        v_actor, NULL, '{}'
    );
END
$function$;
COMMENT ON FUNCTION hera.archive_entity(uuid, uuid, boolean) IS
'Takes an entity out of use, or back into use; nothing is deleted.';
GRANT EXECUTE ON FUNCTION hera.archive_entity(uuid, uuid, boolean) TO hera_app;
