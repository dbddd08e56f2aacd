CREATE FUNCTION hera_internal.read_plain_items(p_caller hera_internal.caller_context, p_requests jsonb[])
RETURNS hera_internal.document[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads plain requests of a batch at once, in order, as hera_internal.validate_request would; NULL for every other one,
-- which is to be looked at by itself: one with a fault or of unusual kind, and one that states or whose type tells its
-- account. Every request is read by its keys, so that nothing grows with the books. The caller's organization has no
-- rules of validation, templates of its own or soft locks.
DECLARE
    v_maximum CONSTANT integer := (p_caller.settings ->> 'max_request_bytes')::integer;
    v_today CONSTANT date := (now() AT TIME ZONE p_caller.timezone)::date;
BEGIN
    RETURN ARRAY(
        SELECT CASE
            WHEN k.smart_code IS NOT NULL AND NOT k.determines_account AND jsonb_typeof(k.lines) = 'array'
                AND d.total > 0 AND d.tax >= 0 AND d.tax <= d.total
                AND round(d.total, p_caller.minor_unit) = d.total AND round(d.tax, p_caller.minor_unit) = d.tax
                AND coalesce(r.currency = p_caller.currency, true) AND coalesce(r.exchange_rate = 1, true)
                AND d.date > coalesce(p_caller.closed_through, '-infinity')
                AND (d.document_date IS NULL) = (r.document_date IS NULL)
                AND (d.due_date IS NULL) = (r.due_date IS NULL) AND coalesce(d.due_date >= d.document_date, true)
                AND (d.name IS NOT NULL OR r.counterparty IS NULL)
                AND (length(d.name) = 36 AND d.name ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$') IS NOT TRUE
                AND r.smart_code IS NULL AND r.account IS NULL AND r.settles IS NULL
            THEN ROW(
                r.transaction_type, d.date, d.document_date, d.due_date, p_caller.currency, p_caller.minor_unit,
                r.exchange_rate, d.total, d.tax, r.total_amount < 0, e.id, d.name, r.description, r.reference_number,
                NULL, NULL, r.unit, NULL, NULL, NULL, coalesce(r.metadata, '{}'), NULL, NULL, k.smart_code, false,
                k.smart_code, k.default_role, k.lines, NULL, NULL, e.metadata, NULL, NULL, NULL, NULL, p_caller.currency,
                NULL, NULL
            )::hera_internal.document
        END
        FROM unnest(p_requests) WITH ORDINALITY AS i (request, place)
        CROSS JOIN LATERAL (
            SELECT CASE WHEN pg_column_size(i.request) <= v_maximum AND jsonb_typeof(i.request) = 'object'
                AND NOT i.request ?| '{lines,period,pending,draft,raise_on_error}' AND (
                    SELECT coalesce(i.request - array_agg(f.field), i.request) <> '{}' OR bool_or(
                        CASE jsonb_typeof(i.request -> f.field) = ANY (f.json_types)
                            WHEN true THEN CASE
                                WHEN f.max_length IS NOT NULL THEN length(i.request ->> f.field) > f.max_length
                                    OR i.request ->> f.field !~ f.pattern
                                WHEN f.value_kind = 'object' THEN hera_internal.is_unbounded(i.request -> f.field)
                            END
                            WHEN false THEN i.request -> f.field <> 'null'
                        END
                    )
                    FROM hera_internal.request_field AS f
                    WHERE f.scope = 'request' AND i.request ? f.field
                ) IS NOT TRUE THEN i.request ELSE '{}' END AS request
            OFFSET 0
        ) AS s
        CROSS JOIN LATERAL jsonb_to_record(s.request) AS r (
            transaction_type text, transaction_date text, document_date text, due_date text, currency text,
            exchange_rate numeric, total_amount numeric, tax_amount numeric, counterparty text, description text,
            reference_number text, smart_code text, account text, unit text, settles jsonb, metadata jsonb
        )
        CROSS JOIN LATERAL (
            SELECT abs(r.total_amount) AS total,
                CASE WHEN r.total_amount < 0 THEN -r.tax_amount ELSE coalesce(r.tax_amount, 0) END AS tax,
                CASE
                    WHEN r.transaction_date IS NULL THEN v_today ELSE hera_internal.usual_date(r.transaction_date)
                END AS date,
                hera_internal.usual_date(r.document_date) AS document_date,
                hera_internal.usual_date(r.due_date) AS due_date,
                nullif(btrim(r.counterparty, E' \t\n\r\f\x0b'), '') AS name,
                -- Compared as a plain value: what makes it is not leakproof, and would keep the key from being used.
                hera_internal.counterparty_code(nullif(btrim(r.counterparty, E' \t\n\r\f\x0b'), '')) AS code
            OFFSET 0
        ) AS d
        LEFT JOIN LATERAL (
            SELECT p.smart_code, p.default_role, coalesce(p.program, p.lines) AS lines, t.determines_account
            FROM hera_internal.transaction_type AS t
            INNER JOIN hera_internal.posting_template AS p ON p.smart_code = t.smart_code
            WHERE t.code = r.transaction_type
            OFFSET 0
        ) AS k ON true
        LEFT JOIN LATERAL (
            SELECT c.id, c.metadata FROM hera.core_entities AS c
            WHERE c.organization_id = p_caller.organization_id AND c.entity_type = 'counterparty'
                AND c.code = d.code
            OFFSET 0
        ) AS e ON true
        ORDER BY i.place
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_plain_items(hera_internal.caller_context, jsonb[]) IS 'Reads those items of a batch that are plain requests.';
