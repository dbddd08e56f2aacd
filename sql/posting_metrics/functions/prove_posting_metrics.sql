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
    v_equal bigint;
    v_wrong text;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.prove_posting_metrics');
    END IF;
    PERFORM hera_internal.refresh_posting_hours();
    SELECT count(*) FILTER (WHERE d.same),
        string_agg(format('%s %s', d.organization_id, d.metric_hour), ', ' ORDER BY d.metric_hour) FILTER (WHERE NOT d.same)
    INTO v_equal, v_wrong
    FROM hera_internal.differing_hours(date_trunc('hour', hera_internal.posting_horizon(), 'UTC')) AS d;
    IF v_wrong IS NOT NULL THEN
        PERFORM hera_internal.raise_error('DB_003', 'hera_internal.posting_hour', 'posting metrics differ: ' || left(v_wrong, 500));
    END IF;
    RETURN v_equal;
END
$function$;
COMMENT ON FUNCTION hera.prove_posting_metrics() IS 'Counts the posting metrics anew and compares.';
ALTER FUNCTION hera.prove_posting_metrics() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.prove_posting_metrics() TO hera_admin;
