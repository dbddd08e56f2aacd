CREATE FUNCTION hera_internal.fit_confidence(p_organization_id uuid, p_on date)
RETURNS integer
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Fits the map from score to confidence to the latest verdicts: the score a document had when it was decided, which its
-- own answer could not know, and whether the guess was right. Memory and model are one choice with one score and have one
-- map. It is fitted to 5,000 outcomes where that agrees with the latest 50, else to 1,000 or to 200: after a change of
-- how things are coded, what was right before says little. Returns how many stages were fitted: none when another
-- transaction is fitting.
DECLARE
    v_stages integer := 0;
    v_kind record;
    v_map record;
    v_now constant timestamptz := clock_timestamp();
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('confidence_map ' || p_organization_id, 0)) THEN
        RETURN 0;
    END IF;
    FOR v_kind IN
        SELECT array_agg(DISTINCT v.stage) AS stages, array_agg(v.score ORDER BY v.id DESC) AS scores,
            array_agg(v.correct ORDER BY v.id DESC) AS correct
        FROM (
            SELECT f.id, f.classified_by AS stage, greatest(f.score, 0.0001)::double precision AS score, f.correct, f.counts
            FROM hera.ai_posting_feedback AS f
            WHERE f.organization_id = p_organization_id
            ORDER BY f.id DESC
            LIMIT 5000
        ) AS v
        WHERE v.counts
        GROUP BY v.stage IN ('memory', 'model'), CASE WHEN v.stage NOT IN ('memory', 'model') THEN v.stage END
    LOOP
        FOR i IN 1 .. 3 LOOP
            v_map := hera_internal.fit_map(
                v_kind.scores[:('{5000,1000,200}'::integer[])[i]], v_kind.correct[:('{5000,1000,200}'::integer[])[i]]
            );
            EXIT WHEN hera_internal.is_map_true(
                v_map.scores, v_map.confidences, v_kind.scores[:50], v_kind.correct[:50]
            );
        END LOOP;
        INSERT INTO hera_internal.confidence_map AS m (
            organization_id, stage, scores, confidences, outcomes, fitted_at, fitted_on
        )
        SELECT p_organization_id, s.stage, v_map.scores, v_map.confidences, cardinality(v_kind.scores), v_now, p_on
        FROM unnest(v_kind.stages) AS s (stage)
        ON CONFLICT (organization_id, stage) DO UPDATE
        SET scores = excluded.scores, confidences = excluded.confidences, outcomes = excluded.outcomes,
            fitted_at = excluded.fitted_at, fitted_on = greatest(m.fitted_on, excluded.fitted_on);
        v_stages := v_stages + cardinality(v_kind.stages);
    END LOOP;
    RETURN v_stages;
END
$function$;
COMMENT ON FUNCTION hera_internal.fit_confidence(uuid, date) IS 'Fits the confidence maps of an organization to its feedback.';
