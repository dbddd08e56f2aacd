CREATE FUNCTION hera.start_job(p_name text, p_runner text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records the start of a run and returns its number, or NULL while another session runs the job. The lock belongs to the
-- session, so it ends with it whatever happens; runs that are recorded as running while nobody holds it are lost. Of each
-- job the newest 1,000 runs are kept. Raises AUTHZ_001 and VAL_010.
DECLARE
    v_id bigint;
BEGIN
    PERFORM hera_internal.require_job(p_name);
    PERFORM hera_internal.require_known('p_name', p_name, p_name IS NOT NULL);
    IF NOT pg_try_advisory_lock(hera_internal.job_lock(p_name)) THEN
        RETURN NULL;
    END IF;
    UPDATE hera_internal.job_run AS h SET outcome = 'lost' WHERE h.name = p_name AND h.outcome = 'running';
    DELETE FROM hera_internal.job_run AS h
    WHERE h.name = p_name AND h.id < (
        SELECT min(k.id) FROM (
            SELECT o.id FROM hera_internal.job_run AS o WHERE o.name = p_name ORDER BY o.started_at DESC LIMIT 1000
        ) AS k
    );
    INSERT INTO hera_internal.job_run (name, runner, started_at, outcome)
    VALUES (p_name, left(p_runner, 200), clock_timestamp(), 'running')
    RETURNING id INTO v_id;
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.start_job(text, text) IS 'Records the start of a job and locks it for this session.';
ALTER FUNCTION hera.start_job(text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.start_job(text, text) TO hera_admin;
