CREATE FUNCTION hera.list_archives()
RETURNS TABLE (month date, state text, documents bigint, lines bigint, leaves bigint, bytes bigint, detached_at timestamptz, exported_at timestamptz, verified_at timestamptz, dropped_at timestamptz, destroy_on date, manifest_hash text, manifest jsonb, facts jsonb, held boolean)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Archived months: their state, what is in them, what the detached tables still take up, and the day from which retention
-- asks for the files no more. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.list_archives');
    RETURN QUERY
    SELECT a.month, a.state, (a.facts -> 'rows' ->> 'hera.universal_transactions')::bigint,
        (a.facts -> 'rows' ->> 'hera.universal_transaction_lines')::bigint,
        (a.facts -> 'rows' ->> 'hera_internal.audit_leaf')::bigint, (
            SELECT sum(pg_total_relation_size(to_regclass(hera_internal.month_table(t.relation, a.month, '_archived'))))::bigint
            FROM hera_internal.partitioned_table AS t
        ), a.detached_at, a.exported_at, a.verified_at, a.dropped_at, (a.month + make_interval(months => p.months + 1))::date,
        a.manifest_hash, a.manifest, a.facts, EXISTS (SELECT FROM hera_internal.holds_on(a.month))
    FROM hera_internal.archived_month AS a
    CROSS JOIN (
        SELECT (max(r.active_months) + max(r.archived_months))::integer AS months FROM hera_internal.retention_in_force() AS r
        WHERE r.class IN ('transactions', 'audit')
    ) AS p
    ORDER BY a.month;
END
$function$;
COMMENT ON FUNCTION hera.list_archives() IS 'Archived months and their state.';
ALTER FUNCTION hera.list_archives() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_archives() TO hera_admin;
