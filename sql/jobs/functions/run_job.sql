CREATE FUNCTION hera.run_job(p_name text, p_runner text DEFAULT 'sql', p_if_due boolean DEFAULT false)
RETURNS text
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Does a job that is written in SQL and records the run, all in the caller's transaction: for schedulers in the database.
-- Returns done, failed (the history has the error), busy when another session runs it, or not due: p_if_due asks for it only
-- when it is on and due, or will be within a tenth of its period and at most half a minute. Raises AUTHZ_001 and VAL_010.
DECLARE
    v_run bigint;
    v_outcome text := 'done';
    v_result jsonb;
BEGIN
    PERFORM hera_internal.require_job(p_name);
    PERFORM hera_internal.require_known('p_name', p_name, EXISTS (
        SELECT FROM hera_internal.job AS j WHERE j.name = p_name AND j.language = 'sql'
    ), 'the names of hera.list_jobs of language sql');
    IF p_if_due AND NOT EXISTS (
        SELECT FROM hera.list_jobs() AS j
        WHERE j.name = p_name AND j.enabled
            AND j.due_at - least(j.period / 10, interval '30 seconds') <= clock_timestamp()
    ) THEN
        RETURN 'not due';
    ELSIF NOT pg_try_advisory_xact_lock(hera_internal.job_lock(p_name)) THEN
        RETURN 'busy';
    END IF;
    v_run := hera_internal.note_run(p_name, p_runner);
    BEGIN
        v_result := hera.perform_job(p_name);
    EXCEPTION
        WHEN OTHERS THEN
            v_outcome := 'failed';
            v_result := jsonb_build_object('error', SQLERRM, 'sqlstate', SQLSTATE);
    END;
    UPDATE hera_internal.job_run AS h
    SET finished_at = clock_timestamp(), outcome = v_outcome, result = v_result
    WHERE h.id = v_run;
    RETURN v_outcome;
END
$function$;
COMMENT ON FUNCTION hera.run_job(text, text, boolean) IS 'Does a job and records the run, in one transaction.';
ALTER FUNCTION hera.run_job(text, text, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.run_job(text, text, boolean) TO hera_admin;
