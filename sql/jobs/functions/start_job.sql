CREATE FUNCTION hera.start_job(p_name text, p_runner text)
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records the start of a run and returns its number, or NULL while another session runs the job. The lock belongs to the
-- session, so it ends with it whatever happens. Raises AUTHZ_001 and VAL_010.
BEGIN
    PERFORM hera_internal.require_job(p_name);
    PERFORM hera_internal.require_known('p_name', p_name, p_name IS NOT NULL);
    IF NOT pg_try_advisory_lock(hera_internal.job_lock(p_name)) THEN
        RETURN NULL;
    END IF;
    RETURN hera_internal.note_run(p_name, p_runner);
END
$function$;
COMMENT ON FUNCTION hera.start_job(text, text) IS 'Records the start of a job and locks it for this session.';
ALTER FUNCTION hera.start_job(text, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.start_job(text, text) TO hera_admin;
