CREATE FUNCTION hera_internal.relationship_overlaps(
    p_organization_id uuid,
    p_id uuid,
    p_relationship_type text,
    p_from_entity_id uuid,
    p_to_entity_id uuid,
    p_valid_from date,
    p_valid_to date
)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises true when another relationship of the type leads to the same child on a shared day; from the same parent,
-- or from any when p_from_entity_id is NULL. Volatile, so that it sees what committed while the caller waited. Locks
-- and raises nothing.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera.core_relationships AS r
        WHERE r.organization_id = p_organization_id
            AND r.relationship_type = p_relationship_type
            AND r.to_entity_id = p_to_entity_id
            AND (p_from_entity_id IS NULL OR r.from_entity_id = p_from_entity_id)
            AND r.id <> p_id
            AND daterange(r.valid_from, r.valid_to) && daterange(p_valid_from, p_valid_to)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.relationship_overlaps(uuid, uuid, text, uuid, uuid, date, date) IS
'Whether another relationship of the type leads to the same child on a shared day.';
