CREATE FUNCTION hera_internal.make_outcome(
    p_id uuid,
    p_classification hera_internal.classification,
    p_posting jsonb,
    p_rate_limit jsonb DEFAULT NULL,
    p_timings jsonb DEFAULT '{}',
    p_number_series text DEFAULT NULL
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A number without gaps is known from COMMIT on, when hera.get_transaction shows it; the other comes from its id.
BEGIN
    RETURN jsonb_build_object(
        'status', CASE p_classification.posting_status WHEN 'auto_posted' THEN 'posted' ELSE p_classification.posting_status END,
        'transaction_id', p_id,
        'posting_status', p_classification.posting_status,
        'smart_code', p_classification.smart_code,
        'dynamic_code', hera_internal.dynamic_code(
            p_classification.smart_code, p_classification.dimensions, p_classification.stage,
            p_classification.explanation, p_classification.confidence
        ),
        'dimensions', coalesce(to_jsonb(p_classification.dimensions), '[]'),
        'account', p_classification.account_code,
        'confidence', p_classification.confidence,
        'posting', coalesce(p_posting, '[]'),
        'document_number', CASE
            WHEN p_number_series IS NULL AND p_classification.posting_status IN ('posted', 'auto_posted')
                THEN hera_internal.plain_number(p_id)
        END,
        'explanation', p_classification.explanation,
        -- Warnings: the document is stored, without a guess, or with what rules of the organization found.
        'errors', CASE
            WHEN p_classification.explanation ?| '{circuit,findings}' THEN CASE
                WHEN p_classification.explanation ? 'circuit'
                    THEN jsonb_build_array(p_classification.explanation -> 'circuit')
                ELSE '[]'
            END || coalesce(p_classification.explanation -> 'findings', '[]')
            ELSE '[]'
        END,
        'rate_limit', p_rate_limit,
        'replayed', false,
        'timings', p_timings
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.make_outcome(uuid, hera_internal.classification, jsonb, jsonb, jsonb, text) IS 'Outcome of a request that stored a document.';
