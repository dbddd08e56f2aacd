CREATE FUNCTION hera_internal.ledger_checks()
RETURNS TABLE (kind text, name text, severity text, ok boolean, value text, detail text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether HERA can take a request now and for some time to come. Reads catalogs and small tables only.
DECLARE
    v_missing integer;
    v_months integer;
BEGIN
    -- Nothing depends on what waits to run outside a transaction.
    SELECT count(*) INTO v_missing FROM hera_internal.migration_states() AS s WHERE s.state NOT IN ('applied', 'waiting');
    RETURN QUERY SELECT 'startup', 'migrations', 'critical', v_missing = 0, v_missing::text,
        CASE WHEN v_missing = 0 THEN 'storage is of this version' ELSE format('%s migrations are not applied', v_missing) END;
    SELECT min(m.months) INTO v_months
    FROM (
        SELECT count(*) FILTER (
            WHERE right(c.relname, 7) >= to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY_MM')
        )::integer AS months
        FROM hera_internal.partitioned_table AS t
        LEFT JOIN pg_inherits AS i ON i.inhparent = t.relation::regclass
        LEFT JOIN pg_class AS c ON c.oid = i.inhrelid
        GROUP BY t.relation
    ) AS m;
    RETURN QUERY SELECT 'readiness', 'partitions', CASE WHEN v_months < 1 THEN 'critical' ELSE 'warning' END,
        v_months >= 3, v_months::text, format('%s months of partitions are there, this one included', v_months);
    RETURN QUERY SELECT 'detailed', 'registers', 'warning', count(*) FILTER (WHERE r.organization_id IS NULL) >= 8,
        count(*) FILTER (WHERE r.organization_id IS NULL)::text,
        format('%s of %s registers are free', count(*) FILTER (WHERE r.organization_id IS NULL), count(*))
    FROM hera_internal.register AS r;
    RETURN QUERY SELECT 'detailed', 'alerts', 'warning', count(*) = 0, count(*)::text,
        coalesce(string_agg(DISTINCT a.code, ', '), 'none is open')
    FROM hera_internal.alert AS a
    WHERE a.cleared_at IS NULL;
    RETURN QUERY SELECT 'detailed', 'audit trail', 'warning', s.value <= extract(epoch FROM hera_internal.audit_seal_limit()),
        s.value::text, format('the oldest leaf without a seal has waited for %s s', s.value)
    FROM hera_internal.audit_samples() AS s
    WHERE s.metric = 'audit_unsealed_seconds';
    RETURN QUERY SELECT 'detailed', 'backup', 'warning',
        max(b.taken_at) > clock_timestamp() - interval '26 hours' AND coalesce(
            (array_agg(b.ok ORDER BY b.verified_at DESC) FILTER (WHERE b.ok IS NOT NULL))[1]
                AND max(b.verified_at) > clock_timestamp() - interval '8 days', false
        ),
        round(extract(epoch FROM clock_timestamp() - max(b.taken_at)))::text,
        CASE
            WHEN max(b.taken_at) IS NULL THEN 'none was made by hera backup'
            ELSE format('the newest is of %s, one was restored and checked %s', max(b.taken_at), coalesce(
                'on ' || max(b.verified_at), 'never'
            ))
        END
    FROM hera_internal.backup_record AS b;
    RETURN QUERY SELECT 'detailed', 'jobs', 'warning', count(*) = 0, count(*)::text,
        coalesce(string_agg(j.name, ', ' ORDER BY j.name) || ': not done for twice their period', 'all were done in time')
    FROM hera_internal.late_jobs() AS j;
END
$function$;
COMMENT ON FUNCTION hera_internal.ledger_checks() IS 'Health of HERA itself.';
ALTER FUNCTION hera_internal.ledger_checks() OWNER TO hera_owner;
