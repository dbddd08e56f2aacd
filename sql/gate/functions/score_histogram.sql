CREATE FUNCTION hera_internal.score_histogram(p_organization_id uuid, p_family text)
RETURNS integer[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Scores of the guesses of a family among the latest 1,000 documents of the organization, in ten classes.
DECLARE
    v_histogram integer[];
    v_now constant timestamptz := clock_timestamp();
BEGIN
    SELECT array_agg(coalesce(c.documents, 0) ORDER BY g.class)::integer[] INTO v_histogram
    FROM generate_series(1, 10) AS g (class)
    LEFT JOIN (
        SELECT least(width_bucket((d.explanation ->> 'score')::double precision, 0, 1, 10), 10) AS class, count(*) AS documents
        FROM (
            SELECT t.smart_code, t.explanation, t.ai_confidence_score
            FROM hera.universal_transactions AS t
            WHERE t.organization_id = p_organization_id AND t.created_at <= v_now
            ORDER BY t.id DESC
            LIMIT 1000
        ) AS d
        WHERE d.ai_confidence_score IS NOT NULL AND hera_internal.smart_code_family(d.smart_code) = p_family
        GROUP BY 1
    ) AS c ON c.class = g.class;
    RETURN v_histogram;
END
$function$;
COMMENT ON FUNCTION hera_internal.score_histogram(uuid, text) IS 'Distribution of the scores of the latest documents of a family.';
