CREATE FUNCTION hera.http_status(p_code text)
RETURNS integer
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The HTTP status of a code of an error: of the registry, or 422 for one that an organization gave its own rule (X_...). NULL
-- for any other.
BEGIN
    RETURN coalesce(
        (SELECT e.http_status FROM hera_internal.error_code AS e WHERE e.code = p_code),
        CASE WHEN p_code LIKE 'X\_%' THEN 422 END
    );
END
$function$;
COMMENT ON FUNCTION hera.http_status(text) IS 'HTTP status of the code of an error.';
GRANT EXECUTE ON FUNCTION hera.http_status(text) TO hera_app, hera_bi, hera_admin, hera_auditor;
