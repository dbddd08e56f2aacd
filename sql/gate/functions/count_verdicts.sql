CREATE FUNCTION hera_internal.count_verdicts(p_organization_id uuid, p_from timestamptz)
RETURNS TABLE (
    smart_code text, period text, approved bigint, corrected bigint, rejected bigint, wrongly_posted bigint
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Verdicts on guesses, whatever they count for the gate.
BEGIN
    RETURN QUERY
    SELECT t.smart_code, to_char(f.created_at AT TIME ZONE 'UTC', 'YYYY-MM'), count(*) FILTER (WHERE f.verdict = 'approved'),
        count(*) FILTER (WHERE f.verdict = 'corrected'), count(*) FILTER (WHERE f.verdict = 'rejected'),
        count(*) FILTER (WHERE f.was_posted AND NOT f.correct)
    FROM hera.ai_posting_feedback AS f
    INNER JOIN hera.universal_transactions AS t
        ON t.organization_id = f.organization_id AND t.id = f.transaction_id AND t.created_at = f.transaction_created_at
    WHERE f.organization_id = p_organization_id AND f.created_at >= p_from AND f.confidence IS NOT NULL
    GROUP BY 1, 2;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_verdicts(uuid, timestamptz) IS 'Verdicts on guesses per smart code and month.';
