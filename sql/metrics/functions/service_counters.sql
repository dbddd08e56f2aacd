CREATE FUNCTION hera_internal.service_counters()
RETURNS bigint[]
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a service sample counts, as the counters are now: documents, refusals, commits and rollbacks of this database, then
-- durations by bucket.
BEGIN
    RETURN (
        SELECT ARRAY[coalesce(sum(r.value) FILTER (WHERE r.metric = 'operations_success_total'), 0)::bigint]
        FROM hera_internal.request_samples() AS r
    ) || hera_internal.counted('rejected') || (
        SELECT ARRAY[d.xact_commit, d.xact_rollback] FROM pg_stat_database AS d WHERE d.datname = current_database()
    ) || (
        SELECT array_agg(hera_internal.counted('duration_' || n) ORDER BY n)
        FROM generate_series(0, cardinality(hera_internal.duration_bounds())) AS g (n)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.service_counters() IS 'The counters of a service sample.';
ALTER FUNCTION hera_internal.service_counters() OWNER TO hera_owner;
