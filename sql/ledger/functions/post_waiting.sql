CREATE FUNCTION hera_internal.post_waiting(
    p_caller hera_internal.caller_context,
    p_document hera_internal.document,
    p_transaction_id uuid,
    p_smart_code text,
    p_account_code text,
    p_posting jsonb,
    p_posting_status text DEFAULT 'posted'
)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Posts a document that waited and that the caller has locked. Raises LED_010 when what it settles is settled by
-- now, and LED_012, LED_030 or LED_031 when its day is closed, locked for the caller or an account frozen by now.
DECLARE
    v_now timestamptz := clock_timestamp();
    v_faults jsonb;
BEGIN
    -- As the foreign key of a new document does: what closes, freezes or limits waits from here on.
    PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = p_caller.organization_id FOR KEY SHARE;
    IF p_document.transaction_date <= coalesce(greatest(p_caller.closed_through, p_caller.frozen_through), '-infinity')
        OR p_caller.soft_locks IS NOT NULL OR p_document.period IS NOT NULL
    THEN
        PERFORM hera_internal.require_open(
            p_caller, p_document.transaction_date, p_document.period, p_posting,
            CASE WHEN p_document.period IS NULL THEN 'transaction_date' ELSE 'period' END
        );
    END IF;
    p_posting := hera_internal.base_posting(p_caller, p_document, p_posting);
    IF p_document.settles IS NOT NULL THEN
        v_faults := hera_internal.record_settlements(
            p_caller.organization_id, p_transaction_id, p_document.currency, p_document.settles
        );
        IF v_faults IS NOT NULL THEN
            PERFORM hera_internal.raise_error('LED_010', 'settles', v_faults -> 0 ->> 'message');
        ELSIF p_document.rates IS NOT NULL THEN
            p_posting := hera_internal.realise_differences(p_caller, p_document, p_transaction_id, p_posting);
        END IF;
    END IF;
    UPDATE hera.universal_transactions AS t
    SET transaction_date = p_document.transaction_date, period = p_document.period,
        total_amount = p_document.total_amount, tax_amount = p_document.tax_amount,
        posting_status = p_posting_status, smart_code = p_smart_code, account_code = p_account_code, proposal = NULL,
        posted_at = v_now, posted_by = p_caller.actor, line_count = jsonb_array_length(p_posting),
        number_series = p_document.number_series
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    PERFORM hera_internal.insert_document_lines(
        p_caller.organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id),
        p_document.transaction_date, v_now, p_posting, p_caller.currency
    );
    PERFORM hera_internal.trace_effect(
        p_caller.organization_id, p_transaction_id, 1::smallint, p_document.transaction_date
    );
    PERFORM hera_internal.store_open_item(p_caller, p_document, p_transaction_id, p_smart_code, p_posting);
    PERFORM hera_internal.write_audit_leaf(
        p_caller.organization_id, 'transaction.posted', p_transaction_id, p_caller.actor, p_document.request_id,
        jsonb_build_object('smart_code', p_smart_code, 'account', p_account_code, 'posting', p_posting)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.post_waiting(hera_internal.caller_context, hera_internal.document, uuid, text, text, jsonb, text) IS 'Posts a document that waited for a person.';
