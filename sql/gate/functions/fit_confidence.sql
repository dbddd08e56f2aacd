CREATE FUNCTION hera_internal.fit_confidence(p_organization_id uuid, p_on date)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Fits the map from score to confidence of every stage to the latest 5,000 verdicts: the score a document had when it
-- was decided, which its own answer could not know, and whether the guess was right. Scores are taken to the percent,
-- and in each percent the score itself counts as five outcomes. A stage with fewer than 500 keeps its scores as they
-- are. Returns how many stages were fitted: none when another transaction is fitting.
DECLARE
    v_stages integer;
    v_now constant timestamptz := clock_timestamp();
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('confidence_map ' || p_organization_id, 0)) THEN
        RETURN 0;
    END IF;
    INSERT INTO hera_internal.confidence_map AS m (
        organization_id, stage, scores, confidences, outcomes, fitted_at, fitted_on
    )
    SELECT p_organization_id, b.stage, array_agg(b.score ORDER BY b.score),
        CASE
            WHEN sum(b.tries) < 500 THEN array_agg(b.score ORDER BY b.score)
            ELSE hera_internal.pool_violators(
                array_agg((b.hits + 5 * b.score) / (b.tries + 5) ORDER BY b.score),
                array_agg(b.tries + 5.0 ORDER BY b.score)
            )
        END,
        sum(b.tries), v_now, p_on
    FROM (
        SELECT v.stage, avg(v.score) AS score, count(*)::double precision AS tries,
            count(*) FILTER (WHERE v.correct)::double precision AS hits
        FROM (
            SELECT f.classified_by AS stage, greatest(f.score, 0.0001)::double precision AS score, f.correct, f.counts
            FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id
            ORDER BY f.id DESC
            LIMIT 5000
        ) AS v
        WHERE v.counts
        GROUP BY v.stage, round(v.score * 100)
    ) AS b
    GROUP BY b.stage
    ON CONFLICT (organization_id, stage) DO UPDATE
    SET scores = excluded.scores, confidences = excluded.confidences, outcomes = excluded.outcomes,
        fitted_at = excluded.fitted_at, fitted_on = greatest(m.fitted_on, excluded.fitted_on);
    GET DIAGNOSTICS v_stages = ROW_COUNT;
    RETURN v_stages;
END
$function$;
COMMENT ON FUNCTION hera_internal.fit_confidence(uuid, date) IS 'Fits the confidence maps of an organization to its feedback.';
