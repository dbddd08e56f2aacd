CREATE FUNCTION hera_internal.process_item(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One item of a batch: size, replay, then as any request. raise_on_error has no meaning in a batch.
DECLARE
    v_request jsonb := CASE jsonb_typeof(p_request) WHEN 'object' THEN p_request - 'raise_on_error' ELSE p_request END;
    v_faults jsonb := hera_internal.size_fault(p_caller, v_request);
BEGIN
    IF v_faults IS NOT NULL THEN
        RETURN hera_internal.rejected(v_faults, NULL, false);
    END IF;
    RETURN coalesce(
        hera_internal.replay_request(
            p_caller.organization_id, v_request, (p_caller.settings ->> 'idempotency_days')::integer
        ),
        hera_internal.process_request(p_caller, v_request)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.process_item(hera_internal.caller_context, jsonb) IS 'Outcome of one item of a batch.';
