CREATE FUNCTION hera_internal.erase_documents(p_organization_id uuid, p_documents uuid[])
RETURNS TABLE (what text, count bigint)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Deletes names and texts of documents, and digests that could be compared with a guess. Documents that are posted or
-- voided do not change; it says how many keep metadata, or the description of a rule, of before these had a place elsewhere.
BEGIN
    RETURN QUERY
    WITH chosen AS MATERIALIZED (SELECT i.id, hera_internal.uuid_time(i.id) AS created_at FROM unnest(p_documents) AS i (id)),
    text AS (
        DELETE FROM hera_internal.transaction_text AS x USING chosen AS c
        WHERE x.organization_id = p_organization_id AND x.transaction_id = c.id AND x.created_at = c.created_at
        RETURNING 1
    ), draft AS (
        UPDATE hera.universal_transactions AS t
        SET metadata = '{}'
        FROM chosen AS c
        WHERE t.organization_id = p_organization_id AND t.id = c.id AND t.created_at = c.created_at
            AND t.posting_status IN ('draft', 'pending_review', 'manual_required') AND t.metadata <> '{}'
        RETURNING 1
    ), trace AS (
        UPDATE hera_internal.document_trace AS t
        SET reference_print = NULL
        WHERE t.organization_id = p_organization_id AND t.transaction_id = ANY (p_documents) AND t.reference_print IS NOT NULL
        RETURNING 1
    ), item AS (
        UPDATE hera_internal.open_item AS o
        SET reference_hash = NULL
        WHERE o.organization_id = p_organization_id AND o.transaction_id = ANY (p_documents) AND o.reference_hash IS NOT NULL
        RETURNING 1
    ), digest AS (
        UPDATE hera_internal.idempotency_key AS k
        SET field_digests = k.field_digests - ARRAY['', 'counterparty', 'description', 'reference_number', 'lines', 'metadata'],
            outcome = k.outcome #- '{explanation,description}'
        WHERE k.organization_id = p_organization_id AND k.transaction_id = ANY (p_documents)
            AND k.field_digests ?| ARRAY['', 'counterparty', 'description', 'reference_number', 'lines', 'metadata']
        RETURNING 1
    ), reversal AS (
        UPDATE hera_internal.reversal AS r
        SET reason = '(erased)'
        WHERE r.organization_id = p_organization_id AND r.original_id = ANY (p_documents) AND r.reason <> '(erased)'
        RETURNING 1
    ), pending AS (
        UPDATE hera_internal.pending_document AS p
        SET reason = '(erased)'
        WHERE p.organization_id = p_organization_id AND p.transaction_id = ANY (p_documents)
            AND p.reason NOT IN ('expired', '(erased)') AND p.resolution IS NOT NULL
        RETURNING 1
    )
    SELECT x.* FROM (
        VALUES
        ('texts of documents', (SELECT count(*) FROM text) + (SELECT count(*) FROM draft)),
        ('digests of references', (SELECT count(*) FROM trace) + (SELECT count(*) FROM item)),
        ('digests of requests', (SELECT count(*) FROM digest)),
        ('reasons', (SELECT count(*) FROM reversal) + (SELECT count(*) FROM pending)),
        ('kept: texts inside documents of before', (
            SELECT count(*) FROM chosen AS c
            INNER JOIN hera.universal_transactions AS t
                ON t.organization_id = p_organization_id AND t.id = c.id AND t.created_at = c.created_at
            WHERE t.posting_status NOT IN ('draft', 'pending_review', 'manual_required') AND (t.metadata <> '{}' OR t.explanation ? 'description')
        ))
    ) AS x (what, count);
END
$function$;
COMMENT ON FUNCTION hera_internal.erase_documents(uuid, uuid[]) IS 'Deletes names and texts of documents.';
ALTER FUNCTION hera_internal.erase_documents(uuid, uuid[]) OWNER TO hera_owner;
