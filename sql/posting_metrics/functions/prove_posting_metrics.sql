CREATE FUNCTION hera.prove_posting_metrics()
RETURNS bigint
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Refreshes, then counts everything from the documents and compares; returns how many hours are equal. Hours that the next
-- refresh would count again are left out, and so are those of months that were archived. Reads the books of every
-- organization once. Raises AUTHZ_001, and DB_003 when an hour differs.
DECLARE
    v_from timestamptz;
    v_equal bigint;
    v_wrong text;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.prove_posting_metrics');
    END IF;
    PERFORM hera_internal.refresh_posting_hours();
    v_from := date_trunc('hour', hera_internal.posting_horizon(), 'UTC');
    SELECT count(*) FILTER (WHERE x.same), string_agg(x.label, ', ' ORDER BY x.label) FILTER (WHERE NOT x.same)
    INTO v_equal, v_wrong
    FROM (
        SELECT coalesce(
                (h.total_transactions, h.auto_posted, h.pending_review, h.manual_required, h.confidence_total, h.confidence_count)
                = (c.total_transactions, c.auto_posted, c.pending_review, c.manual_required, c.confidence_total, c.confidence_count),
                false
            ) AS same,
            format('%s %s', o.organization_id, c.metric_hour) AS label
        FROM hera.core_organizations AS o
        CROSS JOIN LATERAL hera_internal.count_posting_hours(o.organization_id, '-infinity', v_from) AS c
        LEFT JOIN hera_internal.posting_hour AS h
            ON h.organization_id = o.organization_id AND h.metric_hour = c.metric_hour
        WHERE coalesce(h.waiting, 0) = 0
    ) AS x;
    IF v_wrong IS NOT NULL THEN
        PERFORM hera_internal.raise_error('DB_003', 'hera_internal.posting_hour', 'posting metrics differ: ' || left(v_wrong, 500));
    END IF;
    RETURN v_equal;
END
$function$;
COMMENT ON FUNCTION hera.prove_posting_metrics() IS 'Counts the posting metrics anew and compares.';
ALTER FUNCTION hera.prove_posting_metrics() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.prove_posting_metrics() TO hera_admin;
