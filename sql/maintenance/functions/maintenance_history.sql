CREATE FUNCTION hera.maintenance_history(p_limit integer DEFAULT 100)
RETURNS TABLE (run bigint, task text, target text, reason text, emergency text, runner text, started_at timestamptz, seconds numeric, outcome text, detail text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- What maintenance did, newest first. Raises AUTHZ_001, VAL_010.
BEGIN
    PERFORM hera_internal.require_operator('hera.maintenance_history');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 10000, '1 to 10000');
    RETURN QUERY
    SELECT r.id, r.task, r.target, r.reason, r.emergency, r.runner, r.started_at,
        round(extract(epoch FROM r.ended_at - r.started_at), 1), r.outcome, r.detail
    FROM hera_internal.maintenance_run AS r
    ORDER BY r.started_at DESC, r.id DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.maintenance_history(integer) IS 'What maintenance did.';
ALTER FUNCTION hera.maintenance_history(integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.maintenance_history(integer) TO hera_admin;
