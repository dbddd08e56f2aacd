CREATE FUNCTION hera_internal.hold_document(
    p_caller hera_internal.caller_context,
    p_request jsonb,
    p_document hera_internal.document,
    p_classification hera_internal.classification,
    p_id uuid,
    p_posting jsonb,
    p_rate_limit jsonb,
    p_started timestamptz
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Stores a document that its request holds back, reserves what it would post when it is pending, and returns the
-- outcome: the last part of hera_internal.decide_request for such a request.
DECLARE
    v_days integer := (p_caller.settings ->> 'idempotency_days')::integer;
    v_faults jsonb := hera_internal.holding_faults(p_caller, p_document, p_classification, p_posting);
    v_outcome jsonb;
BEGIN
    IF v_faults IS NOT NULL THEN
        RETURN hera_internal.rejected(v_faults, p_rate_limit, p_request -> 'raise_on_error' = 'true', p_started);
    END IF;
    p_classification.posting_status := p_document.held_as;
    p_classification.drawn := false;
    v_outcome := hera_internal.make_outcome(
        p_id, p_classification, p_posting, NULL, '{}', p_document.number_series
    );
    IF p_document.held_as = 'pending' THEN
        v_outcome := v_outcome || jsonb_build_object('pending', jsonb_build_object(
            'amount', p_document.total_amount, 'expires_at', p_document.expires_at
        ));
    END IF;
    IF p_document.idempotency_key IS NOT NULL AND NOT hera_internal.bind_idempotency_key(
        p_caller.organization_id, p_request, p_id, v_outcome, v_days
    ) THEN
        RETURN hera_internal.replay_request(p_caller.organization_id, p_request, v_days)
            || jsonb_build_object('rate_limit', p_rate_limit);
    END IF;
    PERFORM hera_internal.store_document(p_caller, p_document, p_classification, p_id, p_posting);
    IF p_document.held_as = 'pending' THEN
        PERFORM hera_internal.reserve_posting(p_caller.organization_id, p_id, p_document, p_posting);
    END IF;
    PERFORM nextval(to_regclass('hera_internal.metric_' || p_classification.stage || '_' || p_document.held_as));
    RETURN v_outcome || jsonb_build_object(
        'rate_limit', p_rate_limit, 'timings', jsonb_build_object(
            'total', round(1000 * extract(epoch FROM clock_timestamp() - p_started), 3)
        )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.hold_document(hera_internal.caller_context, jsonb, hera_internal.document, hera_internal.classification, uuid, jsonb, jsonb, timestamptz) IS 'Stores a draft or a pending document and returns its outcome.';
