CREATE FUNCTION hera.list_rate_limits(p_organization_id uuid)
RETURNS TABLE (
    actor text, operation text, algorithm text, max_requests integer, window_ms integer, burst integer, source text
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Limits in force, the organization's own first; actor and operation are NULL for all. Source is settings where a limit
-- follows them, else who set it. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'settings.read');
    RETURN QUERY
    WITH stated AS (
        SELECT l.actor, l.operation, l.algorithm, l.max_requests, l.window_ms, l.burst, l.created_by
        FROM hera_internal.rate_limit AS l
        WHERE l.organization_id = p_organization_id
        UNION ALL
        SELECT '', '', 'gcra', NULL, NULL, NULL, 'settings'
        FROM hera.core_organizations AS o
        WHERE o.organization_id = p_organization_id AND NOT o.has_rate_limits
    )
    SELECT nullif(s.actor, ''), nullif(s.operation, ''), s.algorithm,
        coalesce(
            s.max_requests, (
                o.settings ->> CASE s.actor WHEN '' THEN 'rate_limit_max_requests' ELSE 'rate_limit_actor_max_requests' END
            )::integer
        ),
        coalesce(s.window_ms, (o.settings ->> 'rate_limit_window')::integer),
        coalesce(s.burst, CASE s.actor WHEN '' THEN (o.settings ->> 'rate_limit_burst')::integer ELSE 0 END),
        s.created_by
    FROM stated AS s
    CROSS JOIN hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id
    ORDER BY s.actor, s.operation;
END
$function$;
COMMENT ON FUNCTION hera.list_rate_limits(uuid) IS 'Rate limits of an organization, and where each comes from.';
GRANT EXECUTE ON FUNCTION hera.list_rate_limits(uuid) TO hera_app, hera_admin;
