CREATE FUNCTION hera_internal.wanted_authority(p_organization_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The permissions that have amount limits and those that are kept apart; NULL for an organization that has neither, which
-- spares it every look.
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'limited', coalesce(jsonb_agg(DISTINCT d.permission) FILTER (WHERE d.limited), '[]'),
            'separated', coalesce(jsonb_agg(DISTINCT d.permission) FILTER (WHERE NOT d.limited), '[]')
        )
        FROM (
            SELECT l.permission, true AS limited FROM hera_internal.amount_limit AS l
            WHERE l.organization_id = p_organization_id
            UNION ALL
            SELECT s.permission, false FROM hera_internal.duty_separation AS s
            WHERE s.organization_id = p_organization_id
        ) AS d
        HAVING count(*) > 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_authority(uuid) IS 'Permissions of an organization with limits or kept apart.';
GRANT EXECUTE ON FUNCTION hera_internal.wanted_authority(uuid) TO hera_owner;
