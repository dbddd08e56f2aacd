CREATE FUNCTION hera_internal.insert_reversal(
    p_caller hera_internal.caller_context, p_transaction_id uuid, p_reason text, p_date date, p_period text,
    p_posting jsonb
)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inserts the document with these lines that reverses a posted one, and their link. Raises LED_009 when there is one.
DECLARE
    v_id uuid := hera_internal.new_id();
    v_now timestamptz := clock_timestamp();
BEGIN
    INSERT INTO hera_internal.reversal (
        organization_id, original_id, original_created_at, reversal_id, reversal_created_at, reason, created_by
    )
    VALUES (
        p_caller.organization_id, p_transaction_id, hera_internal.uuid_time(p_transaction_id), v_id,
        hera_internal.uuid_time(v_id), p_reason, p_caller.actor
    )
    ON CONFLICT (organization_id, original_id) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('LED_009', 'p_transaction_id');
    END IF;
    INSERT INTO hera.universal_transactions (
        organization_id, id, created_at, transaction_type, transaction_date, posting_status, currency, exchange_rate,
        total_amount, tax_amount, credit_note, counterparty_id, unit, smart_code, account_code, classified_by,
        explanation, submitted_by, posted_at, posted_by, line_count, period, number_series
    )
    SELECT t.organization_id, v_id, hera_internal.uuid_time(v_id), t.transaction_type, p_date,
        'posted', t.currency, t.exchange_rate, t.total_amount, t.tax_amount,
        NOT t.credit_note, t.counterparty_id, t.unit, t.smart_code, t.account_code, 'stated',
        jsonb_build_object('stage', 'stated', 'reverses', p_transaction_id), p_caller.actor, v_now, p_caller.actor,
        t.line_count, p_period,
        p_caller.number_series -> t.transaction_type ->> (NOT t.credit_note)::integer
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    PERFORM hera_internal.insert_document_lines(
        p_caller.organization_id, v_id, hera_internal.uuid_time(v_id), p_date, v_now, p_posting,
        p_caller.currency
    );
    PERFORM hera_internal.reopen_settled(p_caller.organization_id, p_transaction_id);
    PERFORM hera_internal.trace_effect(
        p_caller.organization_id, p_transaction_id, -1::smallint, hera_internal.uuid_time(p_transaction_id)::date
    );
    PERFORM hera_internal.write_audit_leaf(
        p_caller.organization_id, 'transaction.reversed', p_transaction_id, p_caller.actor, NULL,
        jsonb_build_object('reversal', v_id, 'posting', p_posting)
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.insert_reversal(hera_internal.caller_context, uuid, text, date, text, jsonb) IS 'Inserts the reversal of a posted document and returns its id.';
