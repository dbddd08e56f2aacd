CREATE FUNCTION hera_internal.count_performance(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts ai_smart_code_performance anew from the month that was counted last to the present one; months before are
-- final, as documents and verdicts belong to the month in which they came. Requests never write here.
DECLARE
    v_from timestamptz;
    v_now constant timestamptz := clock_timestamp();
BEGIN
    SELECT coalesce(max(p.refreshed_at), '-infinity') INTO v_from FROM hera.ai_smart_code_performance AS p
    WHERE p.organization_id = p_organization_id;
    v_from := date_trunc('month', v_from, 'UTC');
    INSERT INTO hera.ai_smart_code_performance AS p (
        organization_id, smart_code, period, submitted, guessed, auto_posted, reviewed, approved, corrected, rejected,
        wrongly_posted, mean_confidence, refreshed_at
    )
    SELECT p_organization_id, c.smart_code, c.period, sum(c.submitted), sum(c.guessed), sum(c.auto_posted),
        sum(c.approved + c.corrected + c.rejected), sum(c.approved), sum(c.corrected), sum(c.rejected),
        sum(c.wrongly_posted), max(c.mean_confidence), v_now
    FROM (
        SELECT d.smart_code, d.period, d.submitted, d.guessed, d.auto_posted, d.mean_confidence, 0 AS approved,
            0 AS corrected, 0 AS rejected, 0 AS wrongly_posted
        FROM hera_internal.count_documents(p_organization_id, v_from) AS d
        UNION ALL
        SELECT v.smart_code, v.period, 0, 0, 0, NULL, v.approved, v.corrected, v.rejected, v.wrongly_posted
        FROM hera_internal.count_verdicts(p_organization_id, v_from) AS v
    ) AS c
    GROUP BY c.smart_code, c.period
    ON CONFLICT (organization_id, smart_code, period) DO UPDATE
    SET submitted = excluded.submitted, guessed = excluded.guessed, auto_posted = excluded.auto_posted,
        reviewed = excluded.reviewed, approved = excluded.approved, corrected = excluded.corrected,
        rejected = excluded.rejected, wrongly_posted = excluded.wrongly_posted,
        mean_confidence = excluded.mean_confidence, refreshed_at = excluded.refreshed_at;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_performance(uuid) IS 'Counts how the guesses of each smart code did.';
