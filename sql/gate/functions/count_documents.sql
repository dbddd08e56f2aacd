CREATE FUNCTION hera_internal.count_documents(p_organization_id uuid, p_from timestamptz)
RETURNS TABLE (
    smart_code text, period text, submitted bigint, guessed bigint, auto_posted bigint, mean_confidence numeric
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every document of the organization from the given moment on, of which the guesses are counted apart.
BEGIN
    RETURN QUERY
    SELECT t.smart_code, to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM'), count(*), count(t.ai_confidence_score),
        count(*) FILTER (WHERE t.posting_status = 'auto_posted'), avg(t.ai_confidence_score)
    FROM hera.universal_transactions AS t
    WHERE t.organization_id = p_organization_id AND t.created_at >= p_from AND t.smart_code IS NOT NULL
    GROUP BY 1, 2;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_documents(uuid, timestamptz) IS 'Documents and guesses per smart code and month.';
