CREATE FUNCTION hera_internal.size_fault(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- NULL, or the fault of a request that is too large. Looks at its bytes only, never at the content.
BEGIN
    IF hera_internal.json_bytes(p_request) > (p_caller.settings ->> 'max_request_bytes')::integer THEN
        RETURN jsonb_build_array(hera_internal.make_error(
            'VAL_001', '', format('the request has more than %s bytes', p_caller.settings ->> 'max_request_bytes')
        ));
    END IF;
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.size_fault(hera_internal.caller_context, jsonb) IS 'Fault of a request that is too large.';
