CREATE FUNCTION hera.finish_job(p_run bigint, p_outcome text, p_result jsonb DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records the end of a run that this session started, and gives the job free. Raises AUTHZ_001, and VAL_010 for an
-- unknown outcome or a run that does not run.
DECLARE
    v_name text;
BEGIN
    PERFORM hera_internal.require_job(NULL);
    PERFORM hera_internal.require_known('p_outcome', p_outcome, p_outcome IN ('done', 'failed', 'cancelled'), 'done, failed, cancelled');
    UPDATE hera_internal.job_run AS h
    SET finished_at = clock_timestamp(), outcome = p_outcome, result = p_result
    WHERE h.id = p_run AND h.outcome = 'running'
    RETURNING h.name INTO v_name;
    PERFORM hera_internal.require_known('p_run', p_run::text, v_name IS NOT NULL);
    PERFORM pg_advisory_unlock(hera_internal.job_lock(v_name));
END
$function$;
COMMENT ON FUNCTION hera.finish_job(bigint, text, jsonb) IS 'Records the end of a job and gives it free.';
ALTER FUNCTION hera.finish_job(bigint, text, jsonb) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.finish_job(bigint, text, jsonb) TO hera_admin;
