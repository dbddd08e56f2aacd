CREATE FUNCTION hera_internal.signal_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Guesses and deadlocks of the last hour, as growth of counters between samples; one that went back began anew. Fewer than
-- 20 guesses say nothing: Infinity, which is wrong for no rule. NULL is unknown: nothing was sampled for five minutes.
DECLARE
    v_now constant timestamptz := clock_timestamp();
    v_known boolean;
    v_guessed numeric;
    v_auto numeric;
    v_deadlocks numeric;
    v_confidence bigint[];
BEGIN
    WITH sample AS (
        SELECT s.*, lag(s.auto_posted) OVER w AS auto_before, lag(s.guessed) OVER w AS guessed_before,
            lag(s.deadlocks) OVER w AS deadlocks_before, lag(s.confidence) OVER w AS confidence_before
        FROM hera_internal.signal_sample AS s
        WHERE s.sampled_at > v_now - interval '61 minutes'
        WINDOW w AS (ORDER BY s.sampled_at)
    ), bucket AS (
        SELECT c.n, sum(CASE WHEN c.counted < b.counted THEN c.counted ELSE c.counted - b.counted END)::bigint AS grown
        FROM sample AS s
        CROSS JOIN unnest(s.confidence) WITH ORDINALITY AS c (counted, n)
        INNER JOIN unnest(s.confidence_before) WITH ORDINALITY AS b (counted, n) ON b.n = c.n
        GROUP BY c.n
    )
    SELECT coalesce(max(s.sampled_at) > v_now - interval '5 minutes', false),
        sum(CASE WHEN s.guessed < s.guessed_before THEN s.guessed ELSE s.guessed - s.guessed_before END),
        sum(CASE WHEN s.guessed < s.guessed_before THEN s.auto_posted ELSE s.auto_posted - s.auto_before END),
        sum(CASE WHEN s.deadlocks < s.deadlocks_before THEN s.deadlocks ELSE s.deadlocks - s.deadlocks_before END),
        (SELECT array_agg(b.grown ORDER BY b.n) FROM bucket AS b)
    INTO v_known, v_guessed, v_auto, v_deadlocks, v_confidence
    FROM sample AS s;
    IF v_known AND coalesce(v_guessed, 0) < 20 THEN
        RETURN QUERY SELECT x.name, 'Infinity'::numeric, format('%s guesses in an hour are too few to say', coalesce(v_guessed, 0))
        FROM unnest('{auto_posting_share,confidence_median}'::text[]) AS x (name);
    ELSE
        RETURN QUERY SELECT 'auto_posting_share', CASE WHEN v_known THEN round(v_auto / v_guessed, 4) END,
            CASE WHEN v_known THEN format('%s of %s guesses in an hour', v_auto, v_guessed) ELSE 'nothing was sampled' END;
        RETURN QUERY SELECT 'confidence_median', CASE WHEN v_known THEN round(hera_internal.bucket_quantile(
            0.5, v_confidence, '{0.5,0.6,0.7,0.8,0.85,0.9,0.95,0.99,1}'
        ), 4) END, CASE WHEN v_known THEN format('of %s guesses in an hour', v_guessed) ELSE 'nothing was sampled' END;
    END IF;
    RETURN QUERY SELECT 'deadlocks_hour', CASE WHEN v_known THEN coalesce(v_deadlocks, 0) END,
        CASE WHEN v_known THEN format('%s in an hour', coalesce(v_deadlocks, 0)) ELSE 'nothing was sampled' END;
END
$function$;
COMMENT ON FUNCTION hera_internal.signal_readings() IS 'Readings of guesses and deadlocks.';
ALTER FUNCTION hera_internal.signal_readings() OWNER TO hera_owner;
