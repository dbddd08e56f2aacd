CREATE FUNCTION hera_internal.read_plain_items(p_caller hera_internal.caller_context, p_requests jsonb[])
RETURNS hera_internal.document[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Reads plain requests of a batch at once, in order, as hera_internal.validate_request would; NULL for every other one,
-- which is to be looked at by itself: one with a fault or of an unusual kind, and one that may settle what is open. Every
-- request is read by its keys, so that nothing grows with the books. The caller's organization has no rules of
-- validation, templates of its own or soft locks.
DECLARE
    v_maximum CONSTANT integer := (p_caller.settings ->> 'max_request_bytes')::integer;
    v_today CONSTANT date := (now() AT TIME ZONE p_caller.timezone)::date;
    v_matching CONSTANT boolean := p_caller.settings ->> 'match_window_days' IS DISTINCT FROM '0';
BEGIN
    RETURN ARRAY(
        SELECT CASE WHEN (
            v_matching AND (q.document).account IS NULL AND hera_internal.settling_kind(q.document) IS NOT NULL AND EXISTS (
                SELECT FROM hera_internal.open_item AS o
                WHERE o.organization_id = p_caller.organization_id AND o.counterparty_id = (q.document).counterparty_id
            )
        ) IS NOT TRUE THEN q.document END
        FROM (
            SELECT CASE
                WHEN k.smart_code IS NOT NULL AND jsonb_typeof(k.lines) = 'array'
                    AND d.total > 0 AND d.tax >= 0 AND d.tax <= d.total
                    AND round(d.total, p_caller.minor_unit) = d.total AND round(d.tax, p_caller.minor_unit) = d.tax
                    AND coalesce(r.currency = p_caller.currency, true) AND coalesce(r.exchange_rate = 1, true)
                    AND d.date > coalesce(p_caller.closed_through, '-infinity')
                    AND (d.document_date IS NULL) = (r.document_date IS NULL)
                    AND (d.due_date IS NULL) = (r.due_date IS NULL) AND coalesce(d.due_date >= d.document_date, true)
                    AND (coalesce(e.name, d.name) IS NOT NULL OR r.counterparty IS NULL)
                    AND r.smart_code IS NULL AND r.settles IS NULL
                    AND (r.account IS NULL OR EXISTS (
                        SELECT FROM hera_internal.ledger_account AS a
                        WHERE a.organization_id = p_caller.organization_id AND a.code = r.account AND a.status = 'active'
                    ))
                THEN ROW(
                    r.transaction_type, d.date, d.document_date, d.due_date, p_caller.currency, p_caller.minor_unit,
                    r.exchange_rate, d.total, d.tax, r.total_amount < 0, e.id, coalesce(e.name, d.name), r.description,
                    r.reference_number, NULL, r.account, r.unit, NULL, NULL, NULL, coalesce(r.metadata, '{}'), NULL, NULL,
                    k.smart_code, k.determines_account, k.smart_code, k.default_role, k.lines, NULL, NULL, e.metadata, NULL,
                    NULL, NULL, NULL, p_caller.currency, NULL, NULL
                )::hera_internal.document
            END AS document, i.place
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
                    coalesce(CASE WHEN r.total_amount < 0 THEN -r.tax_amount ELSE r.tax_amount END, 0) AS tax,
                    CASE
                        WHEN r.transaction_date IS NULL THEN v_today ELSE hera_internal.usual_date(r.transaction_date)
                    END AS date,
                    hera_internal.usual_date(r.document_date) AS document_date,
                    hera_internal.usual_date(r.due_date) AS due_date,
                    CASE
                        WHEN length(r.counterparty) = 36
                            AND r.counterparty ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
                            THEN r.counterparty::uuid
                    END AS id
                OFFSET 0
            ) AS v
            CROSS JOIN LATERAL (
                -- Compared as plain values: what makes them is not leakproof, and would keep keys from being used.
                SELECT v.*, n.name, hera_internal.counterparty_code(n.name) AS code
                FROM (
                    SELECT CASE WHEN v.id IS NULL THEN nullif(btrim(r.counterparty, E' \t\n\r\f\x0b'), '') END AS name OFFSET 0
                ) AS n
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
                SELECT c.id, d.name, c.metadata FROM hera.core_entities AS c
                WHERE c.organization_id = p_caller.organization_id AND c.entity_type = 'counterparty' AND c.code = d.code
                UNION ALL
                SELECT c.id, c.name, c.metadata FROM hera.core_entities AS c
                WHERE c.organization_id = p_caller.organization_id AND c.id = d.id AND c.entity_type <> 'account'
                OFFSET 0
            ) AS e ON true
            OFFSET 0
        ) AS q
        ORDER BY q.place
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_plain_items(hera_internal.caller_context, jsonb[]) IS 'Reads those items of a batch that are plain requests.';
