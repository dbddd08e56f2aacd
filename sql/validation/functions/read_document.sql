CREATE FUNCTION hera_internal.read_document(p_caller hera_internal.caller_context, p_request jsonb)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The fields of a request whose shape is right; lines and what a named period means are read apart. Faults and
-- classification judge what the look-ups found. tax_amount is negative when its sign is not that of the total.
DECLARE
    v_document hera_internal.document;
    v_id uuid;
    v_name text := p_request ->> 'counterparty';
    v_about jsonb;
    v_code text;
BEGIN
    IF length(v_name) = 36 AND v_name ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN
        SELECT e.id, e.name, e.metadata INTO v_id, v_name, v_about FROM hera.core_entities AS e
        WHERE e.organization_id = p_caller.organization_id AND e.id = v_name::uuid AND e.entity_type <> 'account';
    ELSE
        v_name := nullif(btrim(v_name, E' \t\n\r\f\x0b'), '');
        v_code := hera_internal.counterparty_code(v_name);
    END IF;
    SELECT r.transaction_type,
        CASE
            WHEN r.transaction_date IS NULL THEN (now() AT TIME ZONE p_caller.timezone)::date
            -- Days that every month has need no look at the calendar.
            WHEN r.transaction_date BETWEEN '1900' AND '3000' AND substr(r.transaction_date, 6, 2) BETWEEN '01' AND '12'
                AND right(r.transaction_date, 2) BETWEEN '01' AND '28' THEN r.transaction_date::date
            ELSE hera_internal.read_date(r.transaction_date)
        END,
        hera_internal.read_date(r.document_date), hera_internal.read_date(r.due_date),
        coalesce(r.currency, p_caller.currency), p_caller.minor_unit, r.exchange_rate, abs(r.total_amount),
        CASE
            WHEN r.tax_amount IS NULL THEN 0
            WHEN r.total_amount < 0 THEN -r.tax_amount
            WHEN r.total_amount > 0 THEN r.tax_amount
            ELSE abs(r.tax_amount)
        END,
        coalesce(r.total_amount < 0, false), v_id, v_name, r.description, r.reference_number,
        r.smart_code, r.account, r.unit, NULL::jsonb, NULL::jsonb, r.settles, coalesce(r.metadata, '{}'), r.idempotency_key,
        r.request_id, NULL, NULL::boolean, NULL, NULL, NULL::jsonb, NULL::boolean, NULL::jsonb, v_about,
        NULL, p_caller.number_series -> r.transaction_type ->> coalesce(r.total_amount < 0, false)::integer, NULL,
        NULL::timestamptz, p_caller.currency, NULL::jsonb, NULL::jsonb
    INTO v_document
    FROM jsonb_to_record(p_request) AS r (
        transaction_type text, transaction_date text, document_date text, due_date text, currency text,
        exchange_rate numeric, total_amount numeric, tax_amount numeric, description text, reference_number text,
        smart_code text, account text, unit text, settles jsonb, metadata jsonb, idempotency_key text, request_id text
    );
    -- What the header refers to. Look-ups by key, one beside the other: joins of them cost three times as much.
    SELECT t.smart_code, t.determines_account INTO v_document.type_smart_code, v_document.type_determines
    FROM hera_internal.transaction_type AS t
    WHERE t.code = v_document.transaction_type;
    SELECT p.smart_code, p.default_role, coalesce(p.program, p.lines)
    INTO v_document.template_code, v_document.template_role, v_document.template_lines
    FROM hera_internal.posting_template AS p
    WHERE p.smart_code = coalesce(v_document.smart_code, v_document.type_smart_code);
    IF v_document.account IS NOT NULL THEN
        v_document.account_known := EXISTS (
            SELECT FROM hera_internal.ledger_account AS a
            WHERE a.organization_id = p_caller.organization_id AND a.code = v_document.account AND a.status = 'active'
        );
    END IF;
    IF v_code IS NOT NULL THEN
        SELECT e.id, e.metadata INTO v_document.counterparty_id, v_document.counterparty_about FROM hera.core_entities AS e
        WHERE e.organization_id = p_caller.organization_id AND e.entity_type = 'counterparty' AND e.code = v_code;
    END IF;
    -- One condition for what few documents have: another currency, an organization with templates of its own.
    IF v_document.currency <> p_caller.currency OR p_caller.templates IS NOT NULL THEN
        IF v_document.currency <> p_caller.currency THEN
            v_document.minor_unit := (
                SELECT coalesce(c.minor_unit, 0) FROM hera_internal.currency AS c
                WHERE c.code = v_document.currency AND c.active
            );
            v_document := hera_internal.rate_document(p_caller.organization_id, v_document);
        END IF;
        IF p_caller.templates IS NOT NULL THEN
            v_document := hera_internal.find_template(p_caller, v_document);
        END IF;
    END IF;
    RETURN v_document;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_document(hera_internal.caller_context, jsonb) IS 'Reads the fields of a request whose shape is right.';
