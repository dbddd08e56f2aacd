CREATE FUNCTION hera_internal.relationship_closes_cycle(
    p_organization_id uuid,
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
-- Promises true when, on some day of the span, a way leads from the child back to the parent. The walk carries the days
-- that all steps so far share and drops a way when none are left; UNION drops what was reached before with the same
-- days, so that it ends in any graph. Volatile, so that it sees what committed while the caller waited. Locks and
-- raises nothing.
BEGIN
    RETURN EXISTS (
        WITH RECURSIVE walk AS (
            SELECT
                p_organization_id AS organization_id,
                p_to_entity_id AS entity_id,
                daterange(p_valid_from, p_valid_to) AS days
            UNION
            SELECT r.organization_id, r.to_entity_id, w.days * daterange(r.valid_from, r.valid_to)
            FROM walk AS w
            INNER JOIN hera.core_relationships AS r
                ON r.organization_id = w.organization_id AND r.from_entity_id = w.entity_id
            WHERE r.organization_id = p_organization_id
                AND r.relationship_type = p_relationship_type
                AND w.entity_id <> p_from_entity_id
                AND w.days && daterange(r.valid_from, r.valid_to)
        )
        SELECT FROM walk AS w WHERE w.entity_id = p_from_entity_id AND NOT isempty(w.days)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.relationship_closes_cycle(uuid, text, uuid, uuid, date, date) IS
'Whether a relationship would lead back to its parent on some day.';
