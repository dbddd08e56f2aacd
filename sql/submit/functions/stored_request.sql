CREATE FUNCTION hera_internal.stored_request(p_caller hera_internal.caller_context, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The request that would make this document: what classification added is not part of it.
DECLARE
    v_document hera_internal.document := hera_internal.load_document(p_caller, p_transaction_id);
    v_stage text := (
        SELECT t.classified_by FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    );
    v_sign integer := CASE WHEN v_document.credit_note THEN -1 ELSE 1 END;
BEGIN
    RETURN jsonb_strip_nulls(jsonb_build_object(
        'transaction_type', v_document.transaction_type,
        'transaction_date', v_document.transaction_date,
        'period', v_document.period,
        'document_date', v_document.document_date,
        'due_date', v_document.due_date,
        'currency', v_document.currency,
        'exchange_rate', v_document.exchange_rate,
        'total_amount', v_sign * v_document.total_amount,
        'tax_amount', nullif(v_sign * v_document.tax_amount, 0),
        'counterparty', coalesce(v_document.counterparty_id::text, v_document.counterparty_name),
        'description', v_document.description,
        'reference_number', v_document.reference_number,
        'unit', v_document.unit,
        'settles', CASE WHEN v_stage <> 'match' THEN v_document.settles END,
        'request_id', v_document.request_id,
        'draft', CASE WHEN v_document.held_as = 'draft' THEN true END,
        'account', CASE WHEN v_stage = 'stated' AND v_document.posting IS NULL THEN v_document.account END,
        'lines', (
            SELECT jsonb_agg(l.value - ARRAY['tax_rate', 'tax_part'] ORDER BY l.number)
            FROM jsonb_array_elements(v_document.posting) WITH ORDINALITY AS l (value, number)
        )
    -- Metadata is put in last: what is null inside it stays.
    )) || jsonb_build_object('metadata', v_document.metadata);
END
$function$;
COMMENT ON FUNCTION hera_internal.stored_request(hera_internal.caller_context, uuid) IS 'Request that would make a stored document.';
