CREATE FUNCTION hera_internal.relationship_fits(
    p_organization_id uuid,
    p_from_entity_id uuid,
    p_to_entity_id uuid,
    p_from_type text,
    p_to_type text
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises true when both entities exist and are of the types asked for; NULL asks for any. Locks and raises nothing.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = p_from_entity_id
            AND (p_from_type IS NULL OR e.entity_type = p_from_type)
    ) AND EXISTS (
        SELECT FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = p_to_entity_id
            AND (p_to_type IS NULL OR e.entity_type = p_to_type)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.relationship_fits(uuid, uuid, uuid, text, text) IS
'Whether two entities are of the types that a relationship asks for.';
