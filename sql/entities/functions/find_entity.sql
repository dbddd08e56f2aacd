CREATE FUNCTION hera_internal.find_entity(p_organization_id uuid, p_entity_id uuid, p_to_write boolean)
RETURNS text
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the type of an entity of this organization. To write, it also locks the row against archiving and refuses
-- an archived one. Raises ENT_001, ENT_003.
DECLARE
    v_type text;
    v_status text;
BEGIN
    IF p_to_write THEN
        SELECT e.entity_type, e.status INTO v_type, v_status
        FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = p_entity_id
        FOR SHARE;
    ELSE
        SELECT e.entity_type, e.status INTO v_type, v_status
        FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = p_entity_id;
    END IF;
    IF v_type IS NULL THEN
        PERFORM hera_internal.raise_error('ENT_001', 'entity_id');
    END IF;
    IF p_to_write AND v_status = 'archived' THEN
        PERFORM hera_internal.raise_error('ENT_003', 'entity_id');
    END IF;
    RETURN v_type;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_entity(uuid, uuid, boolean) IS
'Type of an entity of the organization; refuses unknown ones, and archived ones when they are to be written.';
