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
DECLARE
    v_error hera_internal.error_code%ROWTYPE;
BEGIN
    SELECT e.* INTO STRICT v_error FROM hera_internal.error_code AS e WHERE e.code = p_code;
    RAISE EXCEPTION USING
        ERRCODE = v_error.sqlstate,
        MESSAGE = coalesce(p_message, v_error.message),
        DETAIL = jsonb_build_object('code', p_code, 'path', p_path)::text,
        HINT = coalesce(p_hint, v_error.hint);
END
$function$;
COMMENT ON FUNCTION hera_internal.raise_error(text, text, text, text) IS 'Raises an error of the registry.';
GRANT EXECUTE ON FUNCTION hera_internal.raise_error(text, text, text, text) TO hera_owner;
