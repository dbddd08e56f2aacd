CREATE FUNCTION hera_internal.upkeep_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Jobs, partitions, breakers, the audit trail, sign-ins, rotation. NULL is unknown, as registers on a standby.
BEGIN
    RETURN QUERY SELECT 'jobs_late', count(*)::numeric, coalesce(string_agg(j.name, ', ' ORDER BY j.name), 'all were done in time')
    FROM hera_internal.late_jobs() AS j;
    RETURN QUERY SELECT 'partitions_ahead', c.value::numeric, c.detail
    FROM hera_internal.ledger_checks() AS c WHERE c.name = 'partitions';
    RETURN QUERY SELECT 'registers_free', count(*)::numeric, format('%s registers are free', count(*))
    FROM hera_internal.register AS r WHERE r.organization_id IS NULL;
    RETURN QUERY SELECT 'breakers_open', sum(s.value) FILTER (WHERE s.metric = 'hera_circuit_breakers' AND s.labels LIKE '%"open"%'),
        coalesce(string_agg(s.labels, '; ') FILTER (WHERE s.metric = 'circuit_breaker_state' AND s.value = 1), 'none is open')
    FROM hera_internal.register_samples() AS s;
    RETURN QUERY SELECT 'audit_unsealed_seconds', s.value, coalesce(
        (SELECT a.detail FROM hera_internal.audit_alerts() AS a LIMIT 1), format('the oldest leaf waits for %s s', s.value)
    )
    FROM hera_internal.audit_samples() AS s WHERE s.metric = 'audit_unsealed_seconds';
    RETURN QUERY SELECT * FROM hera_internal.sign_in_reading();
    RETURN QUERY SELECT 'rotations_overdue', count(*) FILTER (WHERE r.overdue)::numeric,
        coalesce(string_agg(r.kind || ' ' || r.subject, ', ') FILTER (WHERE r.overdue), 'all are in time')
    FROM hera_internal.rotation_states() AS r;
END
$function$;
COMMENT ON FUNCTION hera_internal.upkeep_readings() IS 'Readings of what HERA does beside requests.';
ALTER FUNCTION hera_internal.upkeep_readings() OWNER TO hera_owner;
