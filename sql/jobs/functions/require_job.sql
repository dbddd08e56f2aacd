CREATE FUNCTION hera_internal.require_job(p_name text)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises AUTHZ_001 unless the caller operates HERA, VAL_010 for a job that is not there. NULL names all of them.
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_name');
    END IF;
    PERFORM hera_internal.require_known(
        'p_name', p_name, p_name IS NULL OR EXISTS (SELECT FROM hera_internal.job AS j WHERE j.name = p_name),
        'the names of hera.list_jobs'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.require_job(text) IS 'Refuses callers that do not operate HERA and jobs that are not there.';
ALTER FUNCTION hera_internal.require_job(text) OWNER TO hera_owner;
