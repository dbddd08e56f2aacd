CREATE FUNCTION hera_internal.rejected(p_errors jsonb, p_rate_limit jsonb, p_raise boolean)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The outcome of a refused request, or, where the request asks for it, an exception with the SQLSTATE of the first
-- fault and all of them in DETAIL.
DECLARE
    v_sqlstate text;
BEGIN
    IF p_raise THEN
        SELECT e.sqlstate INTO STRICT v_sqlstate FROM hera_internal.error_code AS e
        WHERE e.code = p_errors -> 0 ->> 'code';
        RAISE EXCEPTION USING
            ERRCODE = v_sqlstate, MESSAGE = p_errors -> 0 ->> 'message', DETAIL = p_errors::text,
            HINT = p_errors -> 0 ->> 'hint';
    END IF;
    RETURN jsonb_build_object(
        'status', 'rejected', 'transaction_id', NULL, 'posting_status', NULL, 'smart_code', NULL, 'dynamic_code', NULL,
        'dimensions', '[]'::jsonb, 'account', NULL, 'confidence', NULL, 'posting', '[]'::jsonb, 'explanation', NULL, 'errors', p_errors,
        'rate_limit', p_rate_limit, 'replayed', false, 'timings', '{}'::jsonb
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.rejected(jsonb, jsonb, boolean) IS 'Outcome of a refused request.';
