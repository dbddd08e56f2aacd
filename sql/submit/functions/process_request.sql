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
-- Validates, classifies, posts or queues one request and writes its audit leaf. The caller has been authorized and
-- limited, and the idempotency key was not found; a call that binds it meanwhile gives its outcome here. Timings count
-- from p_started, when the call began.
DECLARE
    v_document hera_internal.document;
    v_classification hera_internal.classification;
    v_id uuid;
    v_created_at timestamptz;
    v_posting jsonb;
    v_faults jsonb;
    v_admitted timestamptz := clock_timestamp();
    v_validated timestamptz;
    v_classified timestamptz;
    v_milliseconds float8;
BEGIN
    v_document := hera_internal.validate_request(p_caller, p_request);
    IF v_document.errors IS NOT NULL THEN
        RETURN hera_internal.rejected(
            v_document.errors, p_rate_limit, p_request -> 'raise_on_error' = 'true', p_started
        );
    END IF;
    IF v_document.counterparty_id IS NULL AND v_document.counterparty_name IS NOT NULL THEN
        v_document.counterparty_id := hera_internal.resolve_counterparty(
            p_caller.organization_id, v_document.counterparty_name
        );
    END IF;
    v_validated := clock_timestamp();
    v_classification := hera_internal.classify_document(p_caller, v_document);
    v_document.settles := coalesce(v_document.settles, v_classification.settles);
    v_classification.print := hera_internal.document_print(v_classification.smart_code, v_document);
    v_classification.dimensions := hera_internal.compute_dimensions(
        p_caller, v_document, v_classification.smart_code, v_classification.account_code,
        v_classification.print
    );
    v_classified := clock_timestamp();
    -- created_at is the time that an id tells, in milliseconds.
    v_created_at := date_trunc('milliseconds', v_classified);
    v_id := hera_internal.id_at(v_classified, gen_random_uuid());
    IF v_document.posting IS NOT NULL OR v_classification.account_code IS NOT NULL THEN
        v_posting := hera_internal.build_posting(
            p_caller.organization_id, p_caller.control_accounts, v_document, v_classification.smart_code, v_classification.account_code
        );
        IF v_document.rates IS NOT NULL THEN
            v_posting := hera_internal.base_posting(p_caller, v_document, v_posting);
        END IF;
    END IF;
    IF v_document.held_as IS NOT NULL THEN
        RETURN hera_internal.hold_document(
            p_caller, p_request, v_document, v_classification, v_id, v_created_at, v_posting, p_rate_limit, p_started
        );
    END IF;
    -- The key comes first: a second call with it must find the first outcome, not what that call has settled.
    IF v_document.idempotency_key IS NOT NULL AND NOT hera_internal.bind_idempotency_key(
        p_caller.organization_id, p_request, v_id,
        hera_internal.make_outcome(v_id, v_classification, v_posting, NULL, '{}', v_document.number_series),
        (p_caller.settings ->> 'idempotency_days')::integer
    ) THEN
        RETURN hera_internal.replay_request(
            p_caller.organization_id, p_request, (p_caller.settings ->> 'idempotency_days')::integer
        ) || jsonb_build_object('rate_limit', p_rate_limit);
    END IF;
    IF (v_document.settles <> '[]' OR p_caller.has_limits OR v_document.transaction_date <= p_caller.frozen_through)
        AND v_classification.posting_status IN ('posted', 'auto_posted')
    THEN
        v_faults := hera_internal.posting_faults(p_caller, v_document, v_id, v_posting);
        IF v_classification.settles IS NOT NULL AND v_faults -> 0 ->> 'code' = 'LED_010' THEN
            -- Another payment came first: a person looks at what may be paid twice.
            v_document.settles := NULL;
            v_classification := hera_internal.withdraw_match(v_classification, v_faults -> 0 ->> 'message');
            PERFORM hera_internal.rebind_outcome(
                p_caller.organization_id, v_document.idempotency_key,
                hera_internal.make_outcome(v_id, v_classification, v_posting, NULL, '{}', v_document.number_series)
            );
        ELSIF v_faults IS NOT NULL THEN
            DELETE FROM hera_internal.idempotency_key AS k
            WHERE k.organization_id = p_caller.organization_id AND k.key = v_document.idempotency_key;
            RETURN hera_internal.rejected(v_faults, p_rate_limit, p_request -> 'raise_on_error' = 'true', p_started);
        ELSIF v_document.rates IS NOT NULL AND v_document.settles <> '[]' THEN
            v_posting := hera_internal.realise_differences(p_caller, v_document, v_id, v_posting);
            PERFORM hera_internal.rebind_outcome(
                p_caller.organization_id, v_document.idempotency_key,
                hera_internal.make_outcome(v_id, v_classification, v_posting, NULL, '{}', v_document.number_series)
            );
        END IF;
    END IF;
    -- No document without its audit leaf.
    IF hera_internal.store_document(
        p_caller.organization_id, p_caller.actor, v_document, v_classification, v_id, v_created_at, v_posting
    ) IS NULL THEN
        PERFORM hera_internal.raise_error('DB_001');
    END IF;
    IF v_classification.posting_status IN ('posted', 'auto_posted') THEN
        PERFORM hera_internal.store_open_item(p_caller, v_document, v_id, v_classification.smart_code, v_posting);
    END IF;
    -- Counters ignore transactions: a request counts although its caller rolls back.
    v_milliseconds := 1000 * extract(epoch FROM clock_timestamp() - p_started);
    PERFORM nextval(to_regclass(
        'hera_internal.metric_' || v_classification.stage || '_' || v_classification.posting_status
    )), nextval(to_regclass('hera_internal.metric_duration_' || width_bucket(
        v_milliseconds, '{1,2,5,10,25,50,100,250,500,1000,2500,5000}'::float8[]
    )));
    RETURN hera_internal.make_outcome(
        v_id, v_classification, v_posting, p_rate_limit, jsonb_build_object(
            'admit', round(1000 * extract(epoch FROM v_admitted - p_started), 3),
            'validate', round(1000 * extract(epoch FROM v_validated - v_admitted), 3),
            'classify', round(1000 * extract(epoch FROM v_classified - v_validated), 3),
            'post', round(1000 * extract(epoch FROM clock_timestamp() - v_classified), 3),
            'total', round(v_milliseconds::numeric, 3)
        ), v_document.number_series
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.process_request(hera_internal.caller_context, jsonb, timestamptz, jsonb) IS 'Takes an admitted request from validation to its outcome.';
