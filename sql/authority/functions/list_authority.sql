CREATE FUNCTION hera.list_authority(p_organization_id uuid, p_at timestamptz DEFAULT NULL)
RETURNS TABLE (
    actor text, permission text, role text, on_behalf text, amount_limit numeric, valid_until timestamptz
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who may do what now, or could at a moment of the past: by a role, or on behalf of somebody until the delegation ends,
-- each up to an amount where there is a limit. The past is read from the audit trail. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'audit.read');
    RETURN QUERY
    WITH member AS MATERIALIZED (
        SELECT m.actor, m.role FROM hera_internal.members_at(p_organization_id, p_at) AS m
    ), granted AS MATERIALIZED (
        SELECT m.actor, m.role, p.permission
        FROM member AS m
        INNER JOIN hera_internal.permissions_at(p_organization_id, p_at) AS p ON p.role = m.role
    ), delegated AS (
        SELECT d.to_actor, d.from_actor, x.permission, least(d.valid_until, d.revoked_at) AS valid_until
        FROM hera_internal.delegation AS d
        CROSS JOIN LATERAL unnest(d.permissions) AS x (permission)
        WHERE d.organization_id = p_organization_id AND d.created_at <= coalesce(p_at, 'infinity')
            AND d.valid_from <= coalesce(p_at, clock_timestamp()) AND d.valid_until > coalesce(p_at, clock_timestamp())
            AND coalesce(d.revoked_at > p_at, d.revoked_at IS NULL)
    ), held AS (
        SELECT g.actor, g.permission, g.role, NULL::text AS on_behalf, NULL::timestamptz AS valid_until, g.actor AS limited
        FROM granted AS g
        UNION ALL
        SELECT m.actor, d.permission, g.role, d.from_actor, d.valid_until, d.from_actor
        FROM delegated AS d
        INNER JOIN member AS m ON m.actor = d.to_actor
        INNER JOIN granted AS g ON g.actor = d.from_actor AND g.permission = d.permission
    )
    SELECT h.actor, h.permission, h.role, h.on_behalf, (
            SELECT l.amount FROM hera_internal.limits_at(p_organization_id, p_at) AS l
            WHERE l.permission = h.permission AND (l.subject_kind, l.subject) IN (('actor', h.limited), ('role', h.role))
            ORDER BY l.subject_kind
            LIMIT 1
        ), h.valid_until
    FROM held AS h
    ORDER BY h.actor, h.permission, h.on_behalf NULLS FIRST;
END
$function$;
COMMENT ON FUNCTION hera.list_authority(uuid, timestamptz) IS 'Who may do what in an organization, or could at a moment.';
GRANT EXECUTE ON FUNCTION hera.list_authority(uuid, timestamptz) TO hera_app, hera_admin;
