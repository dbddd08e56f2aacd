CREATE FUNCTION hera.job_history(p_name text DEFAULT NULL, p_limit integer DEFAULT 100)
RETURNS TABLE (
    id bigint, name text, runner text, started_at timestamptz, finished_at timestamptz, outcome text, result jsonb
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Runs of one job, or of all, newest first. Raises AUTHZ_001 and VAL_010.
BEGIN
    PERFORM hera_internal.require_job(p_name);
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 10000, '1 to 10000');
    RETURN QUERY
    SELECT h.id, h.name, h.runner, h.started_at, h.finished_at, h.outcome, h.result
    FROM hera_internal.job_run AS h
    WHERE p_name IS NULL OR h.name = p_name
    ORDER BY h.started_at DESC, h.id DESC
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.job_history(text, integer) IS 'Runs of jobs, newest first.';
ALTER FUNCTION hera.job_history(text, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.job_history(text, integer) TO hera_admin;
