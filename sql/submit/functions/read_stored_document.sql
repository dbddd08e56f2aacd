CREATE FUNCTION hera_internal.read_stored_document(p_organization_id uuid, p_transaction_id uuid, p_created_at timestamptz)
RETURNS hera_internal.document
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The document of a stored transaction, as the request once gave it; NULL when there is none. The series of its numbers is
-- the caller's to say. Texts of somebody who was erased are NULL. Raises ERA_001 where they are encrypted and no key was given.
DECLARE
    v_document hera_internal.document;
BEGIN
    SELECT t.transaction_type, t.transaction_date, t.document_date, t.due_date, t.currency, coalesce(c.minor_unit, 0),
        t.exchange_rate, t.total_amount, t.tax_amount, t.credit_note, t.counterparty_id,
        coalesce(x.counterparty_name, o.content ->> 'counterparty_name', e.name),
        coalesce(x.description, o.content ->> 'description'), coalesce(x.reference_number, o.content ->> 'reference_number'),
        t.smart_code, t.account_code, t.unit, nullif(t.proposal -> 'stated', 'null'),
        coalesce(x.line_descriptions, o.content -> 'line_descriptions'), nullif(t.proposal -> 'settles', 'null'),
        coalesce(x.metadata, o.content -> 'metadata', t.metadata),
        NULL, t.request_id, NULL, NULL::boolean, NULL, NULL, NULL::jsonb, NULL::boolean, NULL::jsonb, e.metadata,
        t.period, NULL, CASE t.posting_status WHEN 'draft' THEN 'draft' END, NULL::timestamptz, NULL, NULL::jsonb,
        NULL::jsonb
    INTO v_document
    FROM hera.universal_transactions AS t
    INNER JOIN hera_internal.currency AS c ON c.code = t.currency
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
    LEFT JOIN hera.core_entities AS e ON e.organization_id = t.organization_id AND e.id = t.counterparty_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed, true)
        END AS content
        OFFSET 0
    ) AS o
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id AND t.created_at = p_created_at;
    RETURN CASE WHEN FOUND THEN v_document END;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_stored_document(uuid, uuid, timestamptz) IS 'Document of a stored transaction, or NULL.';
GRANT EXECUTE ON FUNCTION hera_internal.read_stored_document(uuid, uuid, timestamptz) TO hera_owner;
