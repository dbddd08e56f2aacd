CREATE FUNCTION hera_internal.entries_by_rows(p_from bigint, p_through bigint, p_rehash boolean)
RETURNS TABLE (organization_id uuid, id uuid, xid bigint, hash bytea)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'
SET timezone = 'UTC'
SET extra_float_digits = 1
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- The part of hera_internal.audit_entries that reads documents: for p_rehash every leaf, else those of before that have no
-- hash of their header. These commit to header and lines in their text form, without the NULL columns at their end. The
-- others commit to the header by its hash, and to the lines by the posting in their detail; a line that is not of the day and
-- time of its header differs. Of an archived document what was kept counts. Lines are looked up document by document,
-- which the order of their key serves; hera_internal.find_unsealed_rows finds those that are of another time than their document.
DECLARE
    v_first timestamptz;
    v_last timestamptz;
BEGIN
    SELECT m.first_at, m.last_at INTO v_first, v_last FROM hera_internal.sealed_months(p_from, p_through, p_rehash) AS m;
    IF v_first IS NULL AND NOT p_rehash THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH leaf AS (
        SELECT a.organization_id, a.id, a.xid, a.actor, a.request_id, a.detail, a.header_hash,
            hera_internal.sealed_document(a.event, a.subject_id, a.detail) AS document_id,
            CASE WHEN NOT p_rehash OR a.leaf_hash = hera_internal.audit_leaf_hash(
                a.organization_id, a.id, a.event, a.subject_id, a.actor, a.login, a.request_id, a.detail
            ) THEN a.leaf_hash END AS leaf_hash
        FROM hera_internal.audit_leaf AS a
        WHERE a.xid >= p_from AND a.xid < p_through AND (
            p_rehash
            OR (a.header_hash IS NULL AND hera_internal.sealed_document(a.event, a.subject_id, a.detail) IS NOT NULL)
        )
        OFFSET 0
    )
    SELECT l.organization_id, l.id, l.xid, sha256(E'\\x00'::bytea || l.leaf_hash || CASE
        WHEN l.document_id IS NULL THEN CASE WHEN l.header_hash IS NULL THEN ''::bytea END
        WHEN t.id IS NULL AND z.content_hash IS NOT NULL THEN coalesce(l.header_hash, z.content_hash)
        WHEN l.header_hash IS NULL THEN sha256(
            coalesce(rtrim(convert_to(t::text, 'UTF8'), ',)'::bytea), ''::bytea) || coalesce(E'\\x0a'::bytea || n.content, ''::bytea)
        )
        -- No number of days says infinity, which no document has.
        WHEN NOT isfinite(coalesce(t.document_date, 'epoch')) OR NOT isfinite(coalesce(t.due_date, 'epoch')) THEN NULL
        WHEN t.created_at = hera_internal.uuid_time(t.id) AND n.lines IS NOT DISTINCT FROM p.lines
            AND l.header_hash = sha256(convert_to(hera_internal.header_rest(
                t.document_date, t.due_date, t.posted_at, t.exchange_rate, t.credit_note, t.counterparty_id, t.model_id,
                t.unit, t.account_code, t.period, t.number_series, t.dimensions, t.explanation
            ) || hera_internal.header_said(
                l.detail, l.actor, l.request_id, t.transaction_type, t.transaction_date, t.posting_status, t.currency,
                t.total_amount, t.tax_amount, t.smart_code, t.classified_by, t.ai_confidence_score, t.line_count,
                t.submitted_by, t.posted_by, t.request_id, t.proposal, t.metadata
            ), 'UTF8')) THEN l.header_hash
    END)
    FROM leaf AS l
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = l.organization_id AND t.id = l.document_id AND t.created_at BETWEEN v_first AND v_last
    LEFT JOIN LATERAL (
        SELECT string_agg(x.content, E'\\x0a'::bytea) AS content, string_agg(x.line, E'\n') AS lines
        FROM (
            SELECT CASE WHEN l.header_hash IS NULL THEN rtrim(convert_to(n::text, 'UTF8'), ',)'::bytea) END AS content,
                CASE WHEN l.header_hash IS NOT NULL THEN hera_internal.line_content(
                    n.line_number, (
                        SELECT a.code FROM hera_internal.ledger_account AS a
                        WHERE a.organization_id = n.organization_id AND a.id = n.account_id
                    ), n.side, n.amount::text, n.currency, n.unit, n.tax_code, n.tax_rate::text, n.tax_part, n.base_amount::text
                ) || CASE WHEN (n.line_count, n.transaction_date, n.posted_at) = (t.line_count, t.transaction_date, t.posted_at)
                    THEN '' ELSE '!' END
                END AS line
            FROM hera.universal_transaction_lines AS n
            WHERE n.organization_id = l.organization_id AND n.transaction_id = l.document_id
                AND n.created_at = t.created_at AND n.created_at BETWEEN v_first AND v_last
            ORDER BY n.line_number
            OFFSET 0
        ) AS x
    ) AS n ON true
    LEFT JOIN LATERAL (
        SELECT string_agg(hera_internal.line_content(
            s.number, s.line ->> 'account', s.line ->> 'side', s.line ->> 'amount', s.line ->> 'currency', s.line ->> 'unit',
            s.line ->> 'tax_code', s.line ->> 'tax_rate', s.line ->> 'tax_part', CASE s.line ->> 'currency'
                WHEN o.currency THEN s.line ->> 'amount' ELSE s.line ->> 'base_amount'
            END
        ), E'\n' ORDER BY s.number) AS lines
        FROM hera.core_organizations AS o
        CROSS JOIN LATERAL jsonb_array_elements(
            CASE WHEN l.header_hash IS NOT NULL AND jsonb_typeof(l.detail -> 'posting') = 'array' THEN l.detail -> 'posting' END
        ) WITH ORDINALITY AS s (line, number)
        WHERE o.organization_id = l.organization_id
    ) AS p ON true
    LEFT JOIN hera_internal.archived_document AS z
        ON z.organization_id = l.organization_id AND z.transaction_id = l.document_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.entries_by_rows(bigint, bigint, boolean) IS 'Leaves whose hashes in the tree are made of documents as they are.';
ALTER FUNCTION hera_internal.entries_by_rows(bigint, bigint, boolean) OWNER TO hera_owner;
