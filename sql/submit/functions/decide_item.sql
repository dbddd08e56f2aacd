CREATE FUNCTION hera_internal.decide_item(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS hera_internal.ready_document
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One item of a batch: size, replay, then as any request. raise_on_error has no meaning in a batch.
DECLARE
    v_request jsonb := CASE jsonb_typeof(p_request) WHEN 'object' THEN p_request - 'raise_on_error' ELSE p_request END;
    v_ready hera_internal.ready_document;
BEGIN
    IF pg_column_size(v_request) > (p_caller.settings ->> 'max_request_bytes')::integer THEN
        v_ready.outcome := hera_internal.rejected(hera_internal.size_fault(p_caller, v_request), NULL, false);
    ELSIF v_request ? 'idempotency_key' THEN
        v_ready.outcome := hera_internal.replay_request(
            p_caller.organization_id, v_request, (p_caller.settings ->> 'idempotency_days')::integer
        );
    END IF;
    IF v_ready.outcome IS NULL THEN
        v_ready := hera_internal.decide_request(p_caller, v_request, clock_timestamp(), NULL);
    END IF;
    RETURN v_ready;
END
$function$;
COMMENT ON FUNCTION hera_internal.decide_item(hera_internal.caller_context, jsonb) IS 'Takes one item of a batch to the document that is to be stored, or to its outcome.';
