CREATE FUNCTION hera_internal.job_lock(p_name text)
RETURNS bigint
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Number of the advisory lock of a job; without a name, that of the leader among the processes that run jobs.
BEGIN
    RETURN hashtextextended('hera job ' || coalesce(p_name, ''), 1212502593);
END
$function$;
COMMENT ON FUNCTION hera_internal.job_lock(text) IS 'Number of the advisory lock of a job.';
