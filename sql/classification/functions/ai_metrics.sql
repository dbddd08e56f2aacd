CREATE FUNCTION hera.ai_metrics(p_organization_id uuid, p_days integer DEFAULT 30)
RETURNS TABLE (metric text, label text, value numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- How classification did for the documents of the last days: guesses by stage and status, share posted without a person,
-- share right of what people judged (first verdict on each), Brier score of the stated confidence, and the models in use.
-- Reads the documents of these days only. Raises VAL_010 (p_days from 1 to 366).
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'transactions.read');
    PERFORM hera_internal.require_known('p_days', p_days::text, coalesce(p_days BETWEEN 1 AND 366, false), '1 to 366');
    RETURN QUERY
    WITH guess AS MATERIALIZED (
        SELECT t.classified_by, t.posting_status, t.ai_confidence_score AS confidence, j.was_posted,
            CASE WHEN j.verdict IS NOT NULL THEN coalesce(j.predicted_account = j.final_account, false) END AS is_right
        FROM hera.universal_transactions AS t
        LEFT JOIN LATERAL (
            SELECT f.verdict, f.predicted_account, f.final_account, f.was_posted FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id AND f.transaction_id = t.id
            ORDER BY f.id
            LIMIT 1
        ) AS j ON true
        WHERE t.organization_id = p_organization_id
            AND t.created_at >= date_trunc('day', now()) - make_interval(days => p_days - 1)
            AND t.classified_by IN ('memory', 'model', 'neighbours', 'none')
    )

    SELECT 'guesses'::text, g.classified_by, count(*)::numeric FROM guess AS g GROUP BY g.classified_by
    UNION ALL
    SELECT 'status', g.posting_status::text, count(*) FROM guess AS g GROUP BY g.posting_status
    UNION ALL
    SELECT 'judged', coalesce(g.classified_by, 'all'), count(g.is_right) FROM guess AS g GROUP BY ROLLUP (g.classified_by)
    UNION ALL
    SELECT 'right', coalesce(g.classified_by, 'all'), count(*) FILTER (WHERE g.is_right) FROM guess AS g
    GROUP BY ROLLUP (g.classified_by)
    UNION ALL
    SELECT 'auto_post_rate', 'all',
        round(count(*) FILTER (WHERE g.posting_status = 'auto_posted' OR g.was_posted)::numeric / nullif(count(*), 0), 4)
    FROM guess AS g
    UNION ALL
    SELECT 'auto_post_precision', 'all', round(avg(g.is_right::integer), 4) FROM guess AS g WHERE g.was_posted
    UNION ALL
    SELECT 'brier', 'all', round(avg((g.confidence - g.is_right::integer) ^ 2), 4) FROM guess AS g
    UNION ALL
    SELECT 'model_version', m.status, m.version FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.status IN ('active', 'shadow');
END
$function$;
COMMENT ON FUNCTION hera.ai_metrics(uuid, integer) IS 'How classification did in the last days.';
GRANT EXECUTE ON FUNCTION hera.ai_metrics(uuid, integer) TO hera_app, hera_admin;
