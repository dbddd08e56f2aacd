CREATE FUNCTION hera.get_transaction(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- A document with its posting, its links and what people said of it. Texts that are encrypted are NULL unless the key was
-- given. Raises LED_008 when there is none, ARC_003 when it is in the archive.
DECLARE
    v_document jsonb;
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'transactions.read');
    SELECT to_jsonb(t) - ARRAY['id', 'organization_id', 'proposal', 'account_code', 'ai_confidence_score'] || jsonb_build_object(
        'status', CASE t.posting_status WHEN 'auto_posted' THEN 'posted' ELSE t.posting_status END,
        'counterparty', coalesce(x.counterparty_name, o.content ->> 'counterparty_name', e.name),
        'description', coalesce(x.description, o.content ->> 'description'),
        'reference_number', coalesce(x.reference_number, o.content ->> 'reference_number'),
        'metadata', coalesce(x.metadata, o.content -> 'metadata', t.metadata)
    )
    INTO v_document
    FROM hera.universal_transactions AS t
    LEFT JOIN hera_internal.transaction_text AS x
        ON x.organization_id = t.organization_id AND x.transaction_id = t.id AND x.created_at = t.created_at
    LEFT JOIN hera.core_entities AS e ON e.organization_id = t.organization_id AND e.id = t.counterparty_id
    CROSS JOIN LATERAL (
        SELECT CASE WHEN x.sealed IS NOT NULL THEN
            hera_internal.open_text(x.organization_id, x.transaction_id, x.subject_id, x.sealed)
        END AS content
        OFFSET 0
    ) AS o
    WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
        AND t.created_at = hera_internal.uuid_time(p_transaction_id);
    IF NOT FOUND THEN
        PERFORM hera_internal.refuse_archived(p_organization_id, p_transaction_id, 'p_transaction_id');
        PERFORM hera_internal.raise_error('LED_008', 'p_transaction_id');
    END IF;
    RETURN v_document
        || hera_internal.transaction_outcome(p_organization_id, p_transaction_id)
        || hera_internal.transaction_links(p_organization_id, p_transaction_id);
END
$function$;
COMMENT ON FUNCTION hera.get_transaction(uuid, uuid) IS 'A document with its posting, links and verdicts.';
GRANT EXECUTE ON FUNCTION hera.get_transaction(uuid, uuid) TO hera_app;
