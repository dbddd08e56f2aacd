CREATE FUNCTION hera_internal.limit_of(p_organization_id uuid, p_actor text, p_role text, p_permission text)
RETURNS numeric
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The limit of an actor, else of the role; NULL for none.
BEGIN
    RETURN (
        SELECT l.amount FROM hera_internal.amount_limit AS l
        WHERE l.organization_id = p_organization_id AND l.permission = p_permission
            AND (l.subject_kind, l.subject) IN (('actor', p_actor), ('role', p_role))
        ORDER BY l.subject_kind
        LIMIT 1
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_of(uuid, text, text, text) IS 'Largest amount for which an actor may use a permission.';
