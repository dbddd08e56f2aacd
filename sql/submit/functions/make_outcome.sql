CREATE FUNCTION hera_internal.make_outcome(
    p_id uuid,
    p_classification hera_internal.classification,
    p_posting jsonb,
    p_rate_limit jsonb DEFAULT NULL,
    p_timings jsonb DEFAULT '{}'
)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
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
        'explanation', p_classification.explanation,
        'errors', '[]'::jsonb,
        'rate_limit', p_rate_limit,
        'replayed', false,
        'timings', p_timings
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.make_outcome(uuid, hera_internal.classification, jsonb, jsonb, jsonb) IS 'Outcome of a request that stored a document.';
