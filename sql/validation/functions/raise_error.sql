CREATE FUNCTION hera_internal.raise_error(
    p_code text,
    p_path text DEFAULT NULL,
    p_message text DEFAULT NULL,
    p_hint text DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises the registered error: its SQLSTATE, DETAIL as JSON with code and path, and a HINT.
BEGIN
    PERFORM hera_internal.raise_fault(
        p_code, p_message, jsonb_build_object('code', p_code, 'path', p_path)::text, p_hint
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.raise_error(text, text, text, text) IS 'Raises an error of the registry.';
GRANT EXECUTE ON FUNCTION hera_internal.raise_error(text, text, text, text) TO hera_owner;
