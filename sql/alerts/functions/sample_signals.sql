CREATE FUNCTION hera_internal.sample_signals()
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps the counters of classification and a timed read, and deletes samples older than 90 days.
DECLARE
    v_at constant timestamptz := clock_timestamp();
BEGIN
    DELETE FROM hera_internal.signal_sample AS s WHERE s.sampled_at < v_at - interval '90 days';
    INSERT INTO hera_internal.signal_sample (sampled_at, auto_posted, guessed, confidence, deadlocks, read_ms)
    SELECT v_at,
        sum(s.value) FILTER (WHERE s.labels = 'posting_status="auto_posted"'), sum(s.value),
        (SELECT array_agg(hera_internal.counted('confidence_' || n) ORDER BY n) FROM generate_series(0, 9) AS g (n)),
        (SELECT d.deadlocks FROM pg_stat_database AS d WHERE d.datname = current_database()),
        hera_internal.time_read()
    FROM hera_internal.request_samples() AS s
    WHERE s.metric = 'hera_documents_total'
        AND s.labels IN (
            'posting_status="auto_posted"', 'posting_status="pending_review"', 'posting_status="manual_required"'
        );
END
$function$;
COMMENT ON FUNCTION hera_internal.sample_signals() IS 'Keeps counters of classification and a timed read.';
ALTER FUNCTION hera_internal.sample_signals() OWNER TO hera_owner;
