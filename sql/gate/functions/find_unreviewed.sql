CREATE FUNCTION hera_internal.find_unreviewed(
    p_organization_id uuid, p_family text, p_floor numeric, OUT oldest uuid, OUT late numeric[]
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What would be evidence but nobody has judged: guesses that wait and are as sure as p_floor wants, and open draws. Reviewers take
-- the easy ones first, so outcomes only count up to the oldest that is still open (oldest), and what is open for more
-- than a week counts as wrong and holds nothing up (late: their scores). Of a longer queue the first 10,000 documents.
DECLARE
    v_now constant timestamptz := clock_timestamp();
    v_week constant timestamptz := v_now - interval '7 days';
BEGIN
    SELECT
        (array_agg(w.id ORDER BY w.id) FILTER (WHERE w.created_at >= v_week))[1],
        coalesce(array_agg(w.score) FILTER (WHERE w.created_at < v_week), '{}')
    INTO oldest, late
    FROM (
        SELECT q.id, q.created_at, (q.explanation ->> 'score')::numeric AS score
        FROM (
            SELECT t.id, t.created_at, t.ai_confidence_score, t.smart_code, t.explanation
            FROM hera.universal_transactions AS t
            WHERE t.organization_id = p_organization_id AND t.created_at <= v_now
                AND t.posting_status IN ('pending_review', 'manual_required')
            ORDER BY t.id
            LIMIT 10000
        ) AS q
        WHERE q.ai_confidence_score >= p_floor AND hera_internal.smart_code_family(q.smart_code) = p_family
        UNION ALL
        SELECT d.transaction_id, d.transaction_created_at, d.score
        FROM hera_internal.review_draw AS d
        WHERE d.organization_id = p_organization_id AND d.family = p_family AND d.reviewed_at IS NULL
    ) AS w
    WHERE w.score >= 0.85;
END
$function$;
COMMENT ON FUNCTION hera_internal.find_unreviewed(uuid, text, numeric) IS 'Evidence that nobody has judged yet.';
