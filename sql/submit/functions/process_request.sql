CREATE FUNCTION hera_internal.process_request(
    p_caller hera_internal.caller_context,
    p_request jsonb,
    p_started timestamptz DEFAULT clock_timestamp(),
    p_rate_limit jsonb DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Decides one request that has been admitted, and posts or queues it. Timings count from p_started, when the call began.
DECLARE
    v_ready hera_internal.ready_document := hera_internal.decide_request(p_caller, p_request, p_started, p_rate_limit);
    v_stored interval;
BEGIN
    IF v_ready.outcome IS NULL THEN
        v_stored := hera_internal.store_documents(p_caller, ARRAY[v_ready]);
        RETURN hera_internal.make_outcome(
            v_ready.id, v_ready.classification, v_ready.posting, p_rate_limit,
            hera_internal.stage_times(v_ready, v_stored), (v_ready.document).number_series
        );
    END IF;
    RETURN v_ready.outcome;
END
$function$;
COMMENT ON FUNCTION hera_internal.process_request(hera_internal.caller_context, jsonb, timestamptz, jsonb) IS 'Takes an admitted request from validation to its outcome.';
