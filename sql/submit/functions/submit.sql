CREATE FUNCTION hera.submit(p_organization_id uuid, p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $function$
-- One business event, from call to outcome. A refusal is an outcome with status rejected and every fault in errors,
-- unless the request has raise_on_error. Order: context, size, replay, limit, validate, classify, post, audit.
DECLARE
    v_started timestamptz := clock_timestamp();
    v_caller hera_internal.caller_context := hera_internal.resolve_caller(p_organization_id, 'transactions.submit');
    v_limit hera.limit_state;
    v_outcome jsonb;
BEGIN
    -- One condition that nearly every call meets; what keeps another costs more to find out.
    IF (
        v_caller.refusal IS NULL AND NOT p_request ? 'idempotency_key'
        AND pg_column_size(p_request) <= (v_caller.settings ->> 'max_request_bytes')::integer
        AND pg_column_compression(p_request) IS NULL
    ) IS NOT TRUE THEN
        IF v_caller.refusal IS NOT NULL THEN
            PERFORM hera_internal.note_refusal(p_organization_id, v_caller);
            RETURN hera_internal.rejected(
                jsonb_build_array(hera_internal.make_error(v_caller.refusal, 'p_organization_id')), NULL,
                p_request -> 'raise_on_error' = 'true'
            );
        ELSIF hera_internal.json_bytes(p_request) > (v_caller.settings ->> 'max_request_bytes')::integer THEN
            RETURN hera_internal.rejected(
                hera_internal.size_fault(v_caller, p_request), NULL, p_request -> 'raise_on_error' = 'true'
            );
        ELSIF p_request ? 'idempotency_key' THEN
            v_outcome := hera_internal.replay_request(
                p_organization_id, p_request, (v_caller.settings ->> 'idempotency_days')::integer
            );
            IF v_outcome IS NOT NULL THEN
                RETURN v_outcome;
            END IF;
        END IF;
    END IF;
    v_limit := hera_internal.limit_request(v_caller, 1, 'submit');
    IF v_limit.limited THEN
        RETURN hera_internal.rejected(
            hera_internal.limit_fault(v_limit), to_jsonb(v_limit) - 'limited',
            p_request -> 'raise_on_error' = 'true', v_started
        );
    END IF;
    RETURN hera_internal.process_request(v_caller, p_request, v_started, to_jsonb(v_limit) - 'limited');
END
$function$;
COMMENT ON FUNCTION hera.submit(uuid, jsonb) IS 'Takes one business event and returns its outcome: posted, pending, draft, pending_review, manual_required or rejected.';
GRANT EXECUTE ON FUNCTION hera.submit(uuid, jsonb) TO hera_app;
