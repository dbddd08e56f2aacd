CREATE FUNCTION hera_internal.members_at(p_organization_id uuid, p_at timestamptz)
RETURNS TABLE (actor text, role text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The members now, or as the audit trail has them at a moment.
BEGIN
    IF p_at IS NULL THEN
        RETURN QUERY
        SELECT m.actor, m.role FROM hera_internal.organization_member AS m WHERE m.organization_id = p_organization_id;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT l.actor, l.role
    FROM (
        SELECT DISTINCT ON (x.actor) x.actor, a.event,
            CASE a.event WHEN 'organization.created' THEN 'owner' ELSE a.detail ->> 'role' END AS role
        FROM hera_internal.audit_leaf AS a
        CROSS JOIN LATERAL (
            SELECT CASE a.event WHEN 'organization.created' THEN a.actor ELSE a.detail ->> 'actor' END AS actor
        ) AS x
        WHERE a.organization_id = p_organization_id AND a.created_at <= p_at AND x.actor IS NOT NULL
            AND a.event IN ('organization.created', 'access.granted', 'access.revoked')
        ORDER BY x.actor, a.id DESC
    ) AS l
    WHERE l.event <> 'access.revoked';
END
$function$;
COMMENT ON FUNCTION hera_internal.members_at(uuid, timestamptz) IS 'Members of an organization at a moment.';
