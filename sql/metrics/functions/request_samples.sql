CREATE FUNCTION hera_internal.request_samples()
RETURNS TABLE (metric text, labels text, value numeric)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What became of requests since the counters began, from the counters alone.
BEGIN
    RETURN QUERY
    WITH counter AS MATERIALIZED (
        SELECT g.stage, s.status, hera_internal.counted(g.stage || '_' || s.status) AS n
        FROM unnest('{stated,type,rule,match,memory,neighbours,model,none}'::text[]) WITH ORDINALITY AS g (stage, place)
        CROSS JOIN unnest(
            '{posted,auto_posted,pending_review,manual_required,pending,draft}'::text[]
        ) WITH ORDINALITY AS s (status, place)
        ORDER BY g.place, s.place
    ), total AS (
        SELECT sum(c.n) AS n, sum(c.n) FILTER (WHERE c.status = 'auto_posted') AS auto_posted,
            sum(c.n) FILTER (WHERE c.status IN ('auto_posted', 'pending_review', 'manual_required')) AS guessed
        FROM counter AS c
    )
    SELECT 'ai_classifications_total', format('stage="%s"', c.stage), sum(c.n) FROM counter AS c GROUP BY c.stage
    UNION ALL
    SELECT 'hera_documents_total', format('posting_status="%s"', c.status), sum(c.n) FROM counter AS c GROUP BY c.status
    UNION ALL
    SELECT 'auto_posting_rate', NULL, round(t.auto_posted / t.guessed, 6) FROM total AS t WHERE t.guessed > 0
    UNION ALL
    SELECT 'operations_success_total', 'operation="submit"', t.n FROM total AS t
    UNION ALL
    SELECT 'operations_error_total', 'operation="submit"', hera_internal.counted('rejected')
    UNION ALL
    SELECT * FROM hera_internal.histogram_samples(
        'operation_duration_seconds', 'duration', hera_internal.duration_bounds()
    )
    UNION ALL
    SELECT * FROM hera_internal.histogram_samples(
        'ai_confidence_score', 'confidence', '{0.5,0.6,0.7,0.8,0.85,0.9,0.95,0.99,1}'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.request_samples() IS 'Metrics of requests and classification.';
ALTER FUNCTION hera_internal.request_samples() OWNER TO hera_owner;
