CREATE FUNCTION hera_internal.read_document(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The fields of a request whose shape is right. Lines are read apart.
DECLARE
    v_document hera_internal.document;
    v_total numeric := (p_request ->> 'total_amount')::numeric;
    v_counterparty text := p_request ->> 'counterparty';
    v_counterparty_code text;
BEGIN
    v_document.transaction_type := p_request ->> 'transaction_type';
    v_document.transaction_date := CASE
        WHEN p_request ->> 'transaction_date' IS NOT NULL THEN hera_internal.read_date(p_request ->> 'transaction_date')
        ELSE (now() AT TIME ZONE p_caller.timezone)::date
    END;
    v_document.document_date := hera_internal.read_date(p_request ->> 'document_date');
    v_document.due_date := hera_internal.read_date(p_request ->> 'due_date');
    v_document.currency := coalesce(p_request ->> 'currency', p_caller.currency);
    v_document.minor_unit := CASE v_document.currency
        WHEN p_caller.currency THEN p_caller.minor_unit
        ELSE (
            SELECT coalesce(c.minor_unit, 0) FROM hera_internal.currency AS c
            WHERE c.code = v_document.currency AND c.active
        )
    END;
    v_document.exchange_rate := (p_request ->> 'exchange_rate')::numeric;
    v_document.credit_note := coalesce(v_total < 0, false);
    v_document.total_amount := abs(v_total);
    v_document.tax_amount := coalesce(abs((p_request ->> 'tax_amount')::numeric), 0);
    IF v_counterparty ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN
        SELECT e.id, e.name, e.metadata
        INTO v_document.counterparty_id, v_document.counterparty_name, v_document.counterparty_about
        FROM hera.core_entities AS e
        WHERE e.organization_id = p_caller.organization_id AND e.id = v_counterparty::uuid AND e.entity_type <> 'account';
    ELSE
        v_document.counterparty_name := nullif(btrim(v_counterparty, E' \t\n\r\f\v'), '');
        v_counterparty_code := hera_internal.counterparty_code(v_document.counterparty_name);
    END IF;
    v_document.description := p_request ->> 'description';
    v_document.reference_number := p_request ->> 'reference_number';
    v_document.smart_code := p_request ->> 'smart_code';
    v_document.account := p_request ->> 'account';
    v_document.unit := p_request ->> 'unit';
    v_document.settles := p_request -> 'settles';
    v_document.metadata := CASE jsonb_typeof(p_request -> 'metadata')
        WHEN 'object' THEN p_request -> 'metadata' ELSE '{}'
    END;
    -- One look-up of all that the header refers to; faults and classification judge what it found.
    SELECT t.smart_code, t.determines_account, p.smart_code, p.default_role, p.lines, a.id IS NOT NULL,
        coalesce(v_document.counterparty_id, e.id), coalesce(v_document.counterparty_about, e.metadata)
    INTO v_document.type_smart_code, v_document.type_determines, v_document.template_code, v_document.template_role,
        v_document.template_lines, v_document.account_known, v_document.counterparty_id, v_document.counterparty_about
    FROM (SELECT v_document.transaction_type AS code) AS x
    LEFT JOIN hera_internal.transaction_type AS t ON t.code = x.code
    LEFT JOIN hera_internal.posting_template AS p ON p.smart_code = coalesce(v_document.smart_code, t.smart_code)
    LEFT JOIN hera_internal.ledger_account AS a
        ON a.organization_id = p_caller.organization_id AND a.code = v_document.account AND a.status = 'active'
    LEFT JOIN hera.core_entities AS e
        ON e.organization_id = p_caller.organization_id AND e.entity_type = 'counterparty' AND e.code = v_counterparty_code;
    v_document.idempotency_key := p_request ->> 'idempotency_key';
    v_document.request_id := p_request ->> 'request_id';
    RETURN v_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_document(hera_internal.caller_context, jsonb) IS 'Reads the fields of a request whose shape is right.';
