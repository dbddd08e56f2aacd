CREATE FUNCTION hera_internal.morning_facts()
RETURNS TABLE (
    section text, check_name text, state text, value numeric, unit text, threshold numeric, detail text, runbook text
)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the morning asks and no alert judges.
DECLARE
    v_day constant timestamptz := clock_timestamp() - interval '24 hours';
BEGIN
    RETURN QUERY SELECT 'system', 'migrations', CASE WHEN c.ok THEN 'ok' ELSE 'critical' END, c.value::numeric, 'migrations',
        0::numeric, c.detail, 'docs/health.md#migrations'
    FROM hera_internal.ledger_checks() AS c WHERE c.name = 'migrations';
    RETURN QUERY SELECT 'system', 'alerts_evaluated',
        CASE WHEN a.age IS NULL THEN 'unknown' WHEN a.age > 300 THEN 'warning' ELSE 'ok' END, a.age, 'seconds', 300::numeric,
        coalesce('alerts were judged ' || a.age || ' s ago', 'alerts were never judged: hera run does'), 'docs/alerts.md#jobs-late'
    FROM (
        SELECT round(extract(epoch FROM clock_timestamp() - max(s.evaluated_at))) AS age FROM hera_internal.alert_state AS s
    ) AS a;
    RETURN QUERY SELECT 'jobs', 'jobs_failed', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END, count(*)::numeric, 'jobs',
        0::numeric, coalesce(string_agg(format('%s: %s', f.name, left(f.result ->> 'error', 100)), '; '), 'no last run failed'),
        'docs/jobs.md#jobs'
    FROM (
        SELECT DISTINCT ON (h.name) h.name, h.outcome, h.result FROM hera_internal.job_run AS h
        WHERE h.outcome <> 'running' ORDER BY h.name, h.started_at DESC
    ) AS f
    WHERE f.outcome IN ('failed', 'lost');
    RETURN QUERY SELECT 'errors', 'error_share_day',
        CASE WHEN w.samples = 0 THEN 'unknown' WHEN w.error_rate > 0.01 THEN 'warning' ELSE 'ok' END,
        coalesce(w.error_rate, CASE WHEN w.samples > 0 THEN 0 END), 'share', 0.01,
        format('%s of %s requests were refused in 24 hours', w.errors, w.requests), 'docs/alerts.md#error-share'
    FROM hera_internal.service_window(v_day, clock_timestamp()) AS w;
    RETURN QUERY SELECT 'errors', 'alerts_fired_day', 'ok', count(*)::numeric, 'alerts', NULL::numeric,
        coalesce(string_agg(DISTINCT e.name, ', '), 'none fired in 24 hours'), 'docs/alerts.md#alerts'
    FROM hera_internal.alert_event AS e WHERE e.at > v_day AND e.state = 'firing';
    RETURN QUERY SELECT 'capacity', 'database_size', 'ok', pg_database_size(current_database())::numeric, 'bytes', NULL::numeric,
        pg_size_pretty(pg_database_size(current_database())), 'docs/alerts.md#disk-free-share';
    RETURN QUERY SELECT 'capacity', 'waiting_documents', 'ok', sum(s.value), 'documents', NULL::numeric,
        string_agg(s.labels || ' ' || s.value, ', '), 'docs/review.md#review'
    FROM hera_internal.ledger_samples() AS s WHERE s.metric = 'hera_waiting_documents';
    RETURN QUERY SELECT 'security', x.name, CASE WHEN x.findings IS NULL THEN 'ok' ELSE 'critical' END,
        (x.findings IS NOT NULL)::integer::numeric, 'findings', 0::numeric, coalesce(x.findings, x.fine), 'docs/verify.md#where-guards-are-known-from'
    FROM (
        SELECT 'guards', hera_internal.run_check('find_loose_guards', '00000000-0000-0000-0000-000000000000'), 'no guard is off or passed by'
        UNION ALL
        SELECT 'rights', hera_internal.run_check('find_excess_rights', '00000000-0000-0000-0000-000000000000'), 'nobody has rights that HERA did not give'
    ) AS x (name, findings, fine);
END
$function$;
COMMENT ON FUNCTION hera_internal.morning_facts() IS 'What the morning asks and no alert judges.';
ALTER FUNCTION hera_internal.morning_facts() OWNER TO hera_owner;
