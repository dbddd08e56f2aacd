CREATE FUNCTION hera.lead_jobs()
RETURNS boolean
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- True when this session leads the processes that run jobs: it holds the lock already or gets it now. The lock ends with
-- the session, so another process leads as soon as this one is gone. Raises AUTHZ_001.
DECLARE
    v_lock CONSTANT bigint := hera_internal.job_lock(NULL);
BEGIN
    PERFORM hera_internal.require_job(NULL);
    IF EXISTS (
        SELECT FROM pg_locks AS l
        WHERE l.locktype = 'advisory' AND l.pid = pg_backend_pid() AND l.granted AND l.objsubid = 1
            AND (l.classid::bigint << 32) + l.objid::bigint = v_lock
            AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
    ) THEN
        RETURN true;
    END IF;
    RETURN pg_try_advisory_lock(v_lock);
END
$function$;
COMMENT ON FUNCTION hera.lead_jobs() IS 'Whether this session leads the processes that run jobs.';
ALTER FUNCTION hera.lead_jobs() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.lead_jobs() TO hera_admin;
