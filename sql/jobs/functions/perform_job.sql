CREATE FUNCTION hera.perform_job(p_name text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Does a job that is written in SQL and returns its rows, at most 1,000. The query is that of the registry, which comes
-- with the extension: no caller writes it. Raises AUTHZ_001, VAL_010, and whatever the job raises.
DECLARE
    v_call text;
    v_result jsonb;
BEGIN
    PERFORM hera_internal.require_job(p_name);
    SELECT j.call INTO v_call FROM hera_internal.job AS j WHERE j.name = p_name AND j.language = 'sql';
    PERFORM hera_internal.require_known('p_name', p_name, v_call IS NOT NULL);
    EXECUTE format(
        'SELECT coalesce(jsonb_agg(to_jsonb(j)), ''[]'') FROM (SELECT r.* FROM (%s) AS r LIMIT 1000) AS j', v_call
    ) INTO v_result;
    RETURN v_result;
END
$function$;
COMMENT ON FUNCTION hera.perform_job(text) IS 'Does a job that is written in SQL.';
ALTER FUNCTION hera.perform_job(text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.perform_job(text) TO hera_admin;
