CREATE FUNCTION hera_internal.require_operator(p_path text)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises AUTHZ_001 unless the caller operates HERA.
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', p_path);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_operator(text) IS 'Refuses callers that do not operate HERA.';
ALTER FUNCTION hera_internal.require_operator(text) OWNER TO hera_owner;
