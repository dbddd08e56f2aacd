CREATE FUNCTION hera_internal.decide_request(
    p_caller hera_internal.caller_context, p_request jsonb, p_started timestamptz, p_rate_limit jsonb
)
RETURNS hera_internal.ready_document
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Validates and classifies one request and makes its lines: all but storing it. Binds its idempotency key and records
-- what it settles. The caller has been authorized and limited, and the key was not found; a call that binds it meanwhile
-- gives its outcome here.
DECLARE
    v_document hera_internal.document;
    v_classification hera_internal.classification;
    v_posting jsonb;
    v_faults jsonb;
    v_posts boolean;
    v_ready hera_internal.ready_document;
BEGIN
    v_ready.admitted_at := clock_timestamp();
    v_document := hera_internal.validate_request(p_caller, p_request);
    IF v_document.errors IS NOT NULL THEN
        v_ready.outcome := hera_internal.rejected(
            v_document.errors, p_rate_limit, p_request -> 'raise_on_error' = 'true', p_started
        );
        RETURN v_ready;
    END IF;
    IF v_document.counterparty_id IS NULL AND v_document.counterparty_name IS NOT NULL THEN
        v_document.counterparty_id := hera_internal.resolve_counterparty(
            p_caller.organization_id, v_document.counterparty_name
        );
    END IF;
    v_ready.validated_at := clock_timestamp();
    v_classification := hera_internal.classify_document(p_caller, v_document);
    v_document.settles := coalesce(v_document.settles, v_classification.settles);
    v_classification.print := hera_internal.document_print(v_classification.smart_code, v_document);
    v_classification.dimensions := hera_internal.compute_dimensions(
        p_caller, v_document, v_classification.smart_code, v_classification.account_code,
        v_classification.print
    );
    v_ready.classified_at := clock_timestamp();
    v_ready.id := hera_internal.id_at(v_ready.classified_at, gen_random_uuid());
    v_posts := v_classification.posting_status IN ('posted', 'auto_posted');
    IF v_document.posting IS NOT NULL OR v_classification.account_code IS NOT NULL THEN
        v_posting := hera_internal.build_posting(
            p_caller.organization_id, p_caller.control_accounts, v_document, v_classification.smart_code,
            v_classification.account_code
        );
        IF v_document.rates IS NOT NULL THEN
            v_posting := hera_internal.base_posting(p_caller, v_document, v_posting);
        END IF;
    END IF;
    IF p_caller.authority IS NOT NULL AND v_posts AND v_document.held_as IS NULL THEN
        v_classification := hera_internal.hold_above_limit(p_caller, v_document, v_posting, v_classification);
        v_posts := v_classification.posting_status IN ('posted', 'auto_posted');
    END IF;
    IF num_nonnulls(v_document.held_as, v_document.findings) > 0 THEN
        IF v_document.findings IS NOT NULL THEN
            v_classification := hera_internal.hold_findings(v_document.findings, v_classification);
            v_posts := v_classification.posting_status IN ('posted', 'auto_posted');
        END IF;
        IF v_document.held_as IS NOT NULL THEN
            v_ready.outcome := hera_internal.hold_document(
                p_caller, p_request, v_document, v_classification, v_ready.id, v_posting, p_rate_limit, p_started
            );
            RETURN v_ready;
        END IF;
    END IF;
    -- The key comes first: a second call with it must find the first outcome, not what that call has settled.
    IF v_document.idempotency_key IS NOT NULL AND NOT hera_internal.bind_idempotency_key(
        p_caller.organization_id, p_request, v_ready.id,
        hera_internal.make_outcome(v_ready.id, v_classification, v_posting, NULL, '{}', v_document.number_series),
        (p_caller.settings ->> 'idempotency_days')::integer
    ) THEN
        v_ready.outcome := hera_internal.replay_request(
            p_caller.organization_id, p_request, (p_caller.settings ->> 'idempotency_days')::integer
        ) || jsonb_build_object('rate_limit', p_rate_limit);
        RETURN v_ready;
    END IF;
    IF v_posts AND (
        v_document.settles <> '[]' OR p_caller.has_limits OR v_document.transaction_date <= p_caller.frozen_through
    ) THEN
        v_faults := hera_internal.posting_faults(p_caller, v_document, v_ready.id, v_posting);
        IF v_classification.settles IS NOT NULL AND v_faults -> 0 ->> 'code' = 'LED_010' THEN
            -- Another payment came first: a person looks at what may be paid twice.
            v_document.settles := NULL;
            v_classification := hera_internal.withdraw_match(v_classification, v_faults -> 0 ->> 'message');
            v_posts := false;
            PERFORM hera_internal.rebind_outcome(
                p_caller.organization_id, v_document.idempotency_key,
                hera_internal.make_outcome(v_ready.id, v_classification, v_posting, NULL, '{}', v_document.number_series)
            );
        ELSIF v_faults IS NOT NULL THEN
            DELETE FROM hera_internal.idempotency_key AS k
            WHERE k.organization_id = p_caller.organization_id AND k.key = v_document.idempotency_key;
            v_ready.outcome := hera_internal.rejected(
                v_faults, p_rate_limit, p_request -> 'raise_on_error' = 'true', p_started
            );
            RETURN v_ready;
        ELSIF v_document.rates IS NOT NULL AND v_document.settles <> '[]' THEN
            v_posting := hera_internal.realise_differences(p_caller, v_document, v_ready.id, v_posting);
            PERFORM hera_internal.rebind_outcome(
                p_caller.organization_id, v_document.idempotency_key,
                hera_internal.make_outcome(v_ready.id, v_classification, v_posting, NULL, '{}', v_document.number_series)
            );
        END IF;
    END IF;
    -- created_at is the time that an id tells, in milliseconds.
    RETURN ROW(
        v_ready.id, date_trunc('milliseconds', v_ready.classified_at), v_document.transaction_date, v_posts, v_posting,
        CASE WHEN v_posts THEN
            hera_internal.claim_kind(p_caller.control_accounts, v_document, v_classification.smart_code, v_posting)
        END, v_document, v_classification, p_started, v_ready.admitted_at, v_ready.validated_at, v_ready.classified_at,
        clock_timestamp(), NULL
    )::hera_internal.ready_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.decide_request(hera_internal.caller_context, jsonb, timestamptz, jsonb) IS 'Takes an admitted request to the document that is to be stored, or to its outcome.';
