CREATE FUNCTION hera_internal.make_error(
    p_code text,
    p_path text DEFAULT NULL,
    p_message text DEFAULT NULL,
    p_hint text DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- An entry for the errors of an outcome.
DECLARE
    v_error hera_internal.error_code%ROWTYPE;
BEGIN
    SELECT e.* INTO STRICT v_error FROM hera_internal.error_code AS e WHERE e.code = p_code;
    RETURN jsonb_build_object(
        'code', p_code,
        'path', p_path,
        'message', coalesce(p_message, v_error.message),
        'hint', coalesce(p_hint, v_error.hint)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.make_error(text, text, text, text) IS 'One error of an outcome: code, path, message, hint.';
GRANT EXECUTE ON FUNCTION hera_internal.make_error(text, text, text, text) TO hera_owner;
