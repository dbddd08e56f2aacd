CREATE FUNCTION hera_internal.wanted_locks(p_organization_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the organization's row says of soft locks, NULL when there is none.
BEGIN
    RETURN (
        SELECT jsonb_agg(jsonb_build_object(
            'period', l.period, 'starts_on', l.starts_on, 'ends_on', l.ends_on, 'adjustment', l.adjustment,
            'roles', l.roles
        ) ORDER BY l.period)
        FROM hera_internal.period_lock AS l
        WHERE l.organization_id = p_organization_id
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.wanted_locks(uuid) IS 'Soft locks as a request reads them.';
ALTER FUNCTION hera_internal.wanted_locks(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.wanted_locks(uuid) TO hera_api;
