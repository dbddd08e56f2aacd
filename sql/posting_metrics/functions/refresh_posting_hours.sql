CREATE FUNCTION hera_internal.refresh_posting_hours()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts every hour again that may have changed: those from the horizon on, and those with documents that wait. Documents cost
-- nothing for it, neither when they come nor when they are posted. Returns how many hours. One refresh at a time.
DECLARE
    v_at constant timestamptz := clock_timestamp();
    v_from timestamptz;
    v_organization_id uuid;
    v_counted bigint;
    v_hours bigint := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hera posting metrics', 1212502593));
    v_from := date_trunc('hour', hera_internal.posting_horizon(), 'UTC');
    DELETE FROM hera_internal.posting_refresh AS r WHERE r.refreshed_at < v_from OR r.refreshed_at > v_at;
    INSERT INTO hera_internal.posting_refresh (refreshed_at, next_xid)
    VALUES (v_at, pg_snapshot_xmax(pg_current_snapshot()));
    FOR v_organization_id IN SELECT o.organization_id FROM hera.core_organizations AS o LOOP
        INSERT INTO hera_internal.posting_hour AS h
        SELECT c.* FROM (
            SELECT w.metric_hour AS starts, w.metric_hour + interval '1 hour' AS ends FROM hera_internal.posting_hour AS w
            WHERE w.organization_id = v_organization_id AND w.waiting > 0 AND w.metric_hour < v_from
            UNION ALL
            SELECT v_from, 'infinity'
        ) AS x
        CROSS JOIN LATERAL hera_internal.count_posting_hours(v_organization_id, x.starts, x.ends) AS c
        ON CONFLICT (organization_id, metric_hour) DO UPDATE
        SET total_transactions = excluded.total_transactions, auto_posted = excluded.auto_posted,
            pending_review = excluded.pending_review, manual_required = excluded.manual_required,
            waiting = excluded.waiting, confidence_total = excluded.confidence_total,
            confidence_count = excluded.confidence_count, refreshed_at = excluded.refreshed_at;
        GET DIAGNOSTICS v_counted = ROW_COUNT;
        v_hours := v_hours + v_counted;
    END LOOP;
    RETURN v_hours;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_posting_hours() IS 'Counts the hours of posting metrics again that may have changed.';
ALTER FUNCTION hera_internal.refresh_posting_hours() OWNER TO hera_owner;
