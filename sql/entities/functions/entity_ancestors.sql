CREATE FUNCTION hera.entity_ancestors(
    p_organization_id uuid,
    p_entity_id uuid,
    p_relationship_type text,
    p_as_of date DEFAULT NULL,
    p_max_depth int DEFAULT 20
)
RETURNS TABLE (
    depth int,
    entity_id uuid,
    child_id uuid,
    entity_type text,
    code text,
    name text,
    path text[],
    metadata jsonb
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the entity (depth 0) and all above it on a day (default: today in the organization's time zone), once per
-- way that leads there. A way ends where it would return to itself.
-- Raises ENT_001, ENT_030. Locks nothing.
DECLARE
    v_as_of date;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'entities.read');
    PERFORM hera_internal.find_entity(p_organization_id, p_entity_id, false);
    IF (p_max_depth BETWEEN 0 AND 100) IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('ENT_030', 'max_depth');
    END IF;
    v_as_of := coalesce(p_as_of, hera_internal.entity_today(p_organization_id));
    RETURN QUERY
    WITH RECURSIVE walk AS (
        SELECT
            e.organization_id, 0 AS depth, e.id AS entity_id, NULL::uuid AS child_id,
            e.entity_type, e.code, e.name, ARRAY[e.code] AS path, '{}'::jsonb AS metadata, ARRAY[e.id] AS visited
        FROM hera.core_entities AS e
        WHERE e.organization_id = p_organization_id AND e.id = p_entity_id
        UNION ALL
        SELECT
            e.organization_id, w.depth + 1, e.id, w.entity_id,
            e.entity_type, e.code, e.name, w.path || e.code, r.metadata, w.visited || e.id
        FROM walk AS w
        INNER JOIN hera.core_relationships AS r
            ON r.organization_id = w.organization_id AND r.to_entity_id = w.entity_id
        INNER JOIN hera.core_entities AS e
            ON e.organization_id = r.organization_id AND e.id = r.from_entity_id
        WHERE r.organization_id = p_organization_id
            AND e.organization_id = p_organization_id
            AND r.relationship_type = p_relationship_type
            AND r.valid_from <= v_as_of AND (r.valid_to IS NULL OR r.valid_to > v_as_of)
            AND w.depth < p_max_depth
            AND NOT e.id = ANY(w.visited)
    )
    SELECT w.depth, w.entity_id, w.child_id, w.entity_type, w.code, w.name, w.path, w.metadata
    FROM walk AS w
    ORDER BY w.path;
END
$function$;
COMMENT ON FUNCTION hera.entity_ancestors(uuid, uuid, text, date, int) IS
'An entity and its ancestors along one type of relationship, as of a day.';
GRANT EXECUTE ON FUNCTION hera.entity_ancestors(uuid, uuid, text, date, int) TO hera_app;
