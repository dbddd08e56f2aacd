CREATE FUNCTION hera_internal.transaction_outcome(p_organization_id uuid, p_transaction_id uuid)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The outcome of a document as it stands now.
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'status', CASE t.posting_status WHEN 'auto_posted' THEN 'posted' ELSE t.posting_status END,
            'transaction_id', t.id,
            'posting_status', t.posting_status,
            'smart_code', t.smart_code,
            'dynamic_code', hera_internal.dynamic_code(
                t.smart_code, t.dimensions, t.classified_by, t.explanation, t.ai_confidence_score
            ),
            'dimensions', coalesce(to_jsonb(t.dimensions), '[]'),
            'account', t.account_code,
            'confidence', t.ai_confidence_score,
            'posting', CASE
                WHEN t.posted_at IS NOT NULL THEN hera_internal.stored_posting(p_organization_id, p_transaction_id)
                ELSE coalesce(nullif(t.proposal -> 'posting', 'null'), '[]')
            END,
            'document_number', CASE
                WHEN t.posted_at IS NULL THEN NULL
                WHEN t.number_series IS NULL THEN hera_internal.plain_number(t.id)
                ELSE (
                    SELECT n.document_number FROM hera_internal.document_number AS n
                    WHERE n.organization_id = p_organization_id AND n.transaction_id = p_transaction_id
                )
            END,
            'explanation', t.explanation,
            -- What a rule wanted a person to see has been seen when it is posted.
            'errors', coalesce(jsonb_path_query_array(
                t.explanation -> 'findings', CASE
                    WHEN t.posted_at IS NULL THEN '$[*]' ELSE '$[*] ? (@.severity == "warning")'
                END::jsonpath
            ), '[]'),
            'replayed', false
        ) || hera_internal.pending_state(p_organization_id, t.id)
        FROM hera.universal_transactions AS t
        WHERE t.organization_id = p_organization_id AND t.id = p_transaction_id
            AND t.created_at = hera_internal.uuid_time(p_transaction_id)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.transaction_outcome(uuid, uuid) IS 'Outcome of a stored document.';
