CREATE FUNCTION hera.smart_code_patterns(
    p_organization_id uuid, p_since timestamptz DEFAULT now() - interval '90 days', p_limit integer DEFAULT 1000
)
RETURNS TABLE (
    smart_code text,
    dimension text,
    token text,
    documents bigint,
    share numeric,
    posted bigint,
    auto_posted bigint,
    waiting bigint,
    voided bigint,
    reversed bigint,
    approved bigint,
    corrected bigint,
    rejected bigint
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Which static codes and which tokens of dimensions the documents since a moment have, how often, and what became of
-- them: a row for each code, with dimension and token NULL, and one for each token of its documents, with its share in
-- them. Verdicts are the latest of each document. Most frequent codes first, then most frequent tokens. A report: it
-- reads the documents since p_since. Raises VAL_010 for a limit outside 1 to 10000.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    PERFORM hera_internal.require_known('p_limit', p_limit::text, p_limit BETWEEN 1 AND 10000, '1 to 10000');
    RETURN QUERY
    WITH judged AS (
        SELECT DISTINCT ON (f.transaction_id) f.transaction_id, f.verdict
        FROM hera.ai_posting_feedback AS f
        WHERE f.organization_id = p_organization_id AND f.transaction_created_at >= p_since
        ORDER BY f.transaction_id, f.id DESC
    ),
    counted AS (
        SELECT t.smart_code, k.token, count(*) AS documents,
            count(*) FILTER (WHERE t.posting_status = 'posted') AS posted,
            count(*) FILTER (WHERE t.posting_status = 'auto_posted') AS auto_posted,
            count(*) FILTER (WHERE t.posting_status IN ('draft', 'pending_review', 'manual_required')) AS waiting,
            count(*) FILTER (WHERE t.posting_status = 'voided') AS voided,
            count(r.original_id) AS reversed,
            count(*) FILTER (WHERE j.verdict = 'approved') AS approved,
            count(*) FILTER (WHERE j.verdict = 'corrected') AS corrected,
            count(*) FILTER (WHERE j.verdict = 'rejected') AS rejected
        FROM hera.universal_transactions AS t
        LEFT JOIN hera_internal.reversal AS r ON r.organization_id = t.organization_id AND r.original_id = t.id
        LEFT JOIN judged AS j ON j.transaction_id = t.id
        CROSS JOIN LATERAL unnest(t.dimensions || NULL::text) AS k (token)
        WHERE t.organization_id = p_organization_id AND t.created_at >= p_since
            AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS u
                WHERE u.organization_id = p_organization_id AND u.reversal_id = t.id
            )
        GROUP BY t.smart_code, k.token
    )
    SELECT c.smart_code, n.dimension, c.token, c.documents, round(c.documents::numeric / w.documents, 4), c.posted,
        c.auto_posted, c.waiting, c.voided, c.reversed, c.approved, c.corrected, c.rejected
    FROM counted AS c
    INNER JOIN counted AS w ON w.smart_code IS NOT DISTINCT FROM c.smart_code AND w.token IS NULL
    LEFT JOIN hera_internal.smart_code_token AS n ON n.token = c.token
    ORDER BY w.documents DESC, c.smart_code, c.token IS NOT NULL, c.documents DESC, c.token COLLATE "C"
    LIMIT p_limit;
END
$function$;
COMMENT ON FUNCTION hera.smart_code_patterns(uuid, timestamptz, integer) IS 'Codes and tokens that occur, how often, and what became of their documents.';
GRANT EXECUTE ON FUNCTION hera.smart_code_patterns(uuid, timestamptz, integer) TO hera_app;
