CREATE FUNCTION hera_internal.raise_fault(
    p_code text, p_message text, p_detail text, p_hint text, p_retry_after numeric DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises an error of the registry: with its SQLSTATE, or in the words of PostgREST where hera.http_errors asks for them: PT
-- makes PT429 of the status 429, PGRST has headers too. A code of an organization is one of VAL_016.
DECLARE
    v_error hera_internal.error_code%ROWTYPE;
    v_hint text;
    v_mode text := current_setting('hera.http_errors', true);
BEGIN
    SELECT e.* INTO STRICT v_error FROM hera_internal.error_code AS e
    WHERE e.code IN (p_code, 'VAL_016')
    ORDER BY e.code = p_code DESC LIMIT 1;
    v_hint := coalesce(p_hint, v_error.hint, '');
    IF v_mode = 'PGRST' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'PGRST',
            MESSAGE = jsonb_build_object(
                'code', p_code, 'message', coalesce(p_message, v_error.message), 'details', p_detail, 'hint', v_hint
            )::text,
            DETAIL = jsonb_build_object(
                'status', v_error.http_status, 'headers',
                hera_internal.security_header_map() || hera_internal.retry_header(v_error.http_status, p_retry_after)
            )::text;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = CASE v_mode WHEN 'PT' THEN 'PT' || v_error.http_status ELSE v_error.sqlstate END,
        MESSAGE = coalesce(p_message, v_error.message),
        DETAIL = p_detail,
        HINT = v_hint;
END
$function$;
COMMENT ON FUNCTION hera_internal.raise_fault(text, text, text, text, numeric) IS 'Raises an error of the registry, as HTTP where that is asked for.';
GRANT EXECUTE ON FUNCTION hera_internal.raise_fault(text, text, text, text, numeric) TO hera_owner;
