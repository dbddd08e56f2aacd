CREATE FUNCTION hera_internal.load_document(p_caller hera_internal.caller_context, p_transaction_id uuid)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document of a stored transaction, as the request once gave it. Raises LED_008 when there is none.
DECLARE
    v_document hera_internal.document;
BEGIN
    SELECT t.transaction_type, t.transaction_date, t.document_date, t.due_date, t.currency, coalesce(c.minor_unit, 0),
        t.exchange_rate, t.total_amount, t.tax_amount, t.credit_note, t.counterparty_id,
        coalesce(x.counterparty_name, e.name), x.description, x.reference_number, t.smart_code, t.account_code, t.unit,
        nullif(t.proposal -> 'stated', 'null'), x.line_descriptions, nullif(t.proposal -> 'settles', 'null'), t.metadata,
        NULL, t.request_id, NULL, NULL::boolean, NULL, NULL, NULL::jsonb, NULL::boolean, NULL::jsonb, e.metadata,
        t.period, p_caller.number_series -> t.transaction_type ->> t.credit_note::integer
    INTO v_document
    FROM hera.universal_transactions AS t
    INNER JOIN hera_internal.currency AS c ON c.code = t.currency
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
    LEFT JOIN hera.core_entities AS e ON e.organization_id = t.organization_id AND e.id = t.counterparty_id
    WHERE t.organization_id = p_caller.organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF NOT FOUND THEN
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    RETURN v_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.load_document(hera_internal.caller_context, uuid) IS 'Document of a stored transaction.';
