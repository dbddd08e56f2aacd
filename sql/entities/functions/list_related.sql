CREATE FUNCTION hera.list_related(
    p_organization_id uuid,
    p_entity_id uuid,
    p_relationship_type text DEFAULT NULL,
    p_as_of date DEFAULT NULL
)
RETURNS TABLE (
    relationship_id uuid,
    relationship_type text,
    direction text,
    entity_id uuid,
    entity_type text,
    code text,
    name text,
    valid_from date,
    valid_to date,
    metadata jsonb
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the entities directly related on a day (default: today in the organization's time zone), of one type of
-- relationship or of all; direction is child or parent, as seen from p_entity_id. Raises ENT_001. Locks nothing.
DECLARE
    v_as_of date;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    PERFORM hera_internal.find_entity(p_organization_id, p_entity_id, false);
    v_as_of := coalesce(p_as_of, hera_internal.entity_today(p_organization_id));
    RETURN QUERY
    SELECT
        n.id, n.relationship_type, n.direction, e.id, e.entity_type, e.code, e.name,
        n.valid_from, n.valid_to, n.metadata
    FROM (
        SELECT 'child' AS direction, r.to_entity_id AS other_id, r.*
        FROM hera.core_relationships AS r
        WHERE r.organization_id = p_organization_id AND r.from_entity_id = p_entity_id
        UNION ALL
        SELECT 'parent' AS direction, r.from_entity_id AS other_id, r.*
        FROM hera.core_relationships AS r
        WHERE r.organization_id = p_organization_id AND r.to_entity_id = p_entity_id
    ) AS n
    INNER JOIN hera.core_entities AS e ON e.organization_id = n.organization_id AND e.id = n.other_id
    WHERE e.organization_id = p_organization_id
        AND (p_relationship_type IS NULL OR n.relationship_type = p_relationship_type)
        AND n.valid_from <= v_as_of AND (n.valid_to IS NULL OR n.valid_to > v_as_of)
    ORDER BY n.relationship_type, n.direction, e.entity_type, e.code;
END
$function$;
COMMENT ON FUNCTION hera.list_related(uuid, uuid, text, date) IS 'Parents and children of an entity on a day.';
GRANT EXECUTE ON FUNCTION hera.list_related(uuid, uuid, text, date) TO hera_app;
