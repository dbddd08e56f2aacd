CREATE FUNCTION hera_internal.doctor_locks()
RETURNS TABLE (check_name text, state text, evidence text, cause text, command text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Who waits for whom.
DECLARE
    v_sees constant boolean := hera_internal.sees_sessions();
BEGIN
    RETURN QUERY
    WITH waiting AS (
        SELECT l.pid, pg_blocking_pids(l.pid) AS blockers, max(clock_timestamp() - l.waitstart) AS since,
            string_agg(DISTINCT coalesce(l.relation::regclass::text, l.locktype) || ' ' || l.mode, ', ') AS what
        FROM pg_locks AS l WHERE NOT l.granted GROUP BY l.pid
    )
    SELECT 'waiting for a lock',
        CASE WHEN bool_or(w.since > interval '30 seconds') THEN 'critical' WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(format('%s waits for %s on %s for %s s', w.pid, w.blockers, w.what,
            round(extract(epoch FROM coalesce(w.since, '0')))), '; '), 'nobody waits'),
        'a transaction that holds the lock does not end',
        coalesce((
            SELECT string_agg(format('SELECT pg_terminate_backend(%s);', b.pid), ' ')
            FROM (SELECT DISTINCT unnest(x.blockers) AS pid FROM waiting AS x) AS b
            WHERE NOT EXISTS (SELECT FROM waiting AS y WHERE y.pid = b.pid)
        ), 'none')
    FROM waiting AS w;
    RETURN QUERY SELECT 'old transactions',
        CASE WHEN NOT v_sees THEN 'unknown' WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        CASE WHEN v_sees THEN coalesce(string_agg(format('%s of %s for %s s', a.pid, a.usename,
            round(extract(epoch FROM clock_timestamp() - a.xact_start))), '; '), 'none is open for 15 minutes')
            ELSE 'hera_owner may not see other sessions' END,
        'a report, a backup or a forgotten session', coalesce(string_agg(format('SELECT pg_terminate_backend(%s);', a.pid), ' '), 'none')
    FROM pg_stat_activity AS a
    WHERE a.backend_type = 'client backend' AND a.xact_start < clock_timestamp() - interval '15 minutes';
    RETURN QUERY SELECT 'prepared transactions', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(format('%s of %s since %s', x.gid, x.owner, x.prepared), '; '), 'none'),
        'a transaction manager lost them; they hold their locks', coalesce(string_agg(format('ROLLBACK PREPARED %L;', x.gid), ' '), 'none')
    FROM pg_prepared_xacts AS x WHERE x.prepared < clock_timestamp() - interval '5 minutes';
    RETURN QUERY SELECT 'deadlocks', CASE WHEN r.value IS NULL THEN 'unknown' WHEN r.value > 5 THEN 'warning' ELSE 'ok' END,
        r.detail, 'transactions lock the same rows in another order', 'see the log of the server: it names both statements'
    FROM hera_internal.signal_readings() AS r WHERE r.reading = 'deadlocks_hour';
    RETURN QUERY SELECT 'replication slots', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        coalesce(string_agg(s.slot_name || ' is not read', '; '), 'none is left over'),
        'a slot that nobody reads keeps write-ahead log until the disk is full',
        coalesce(string_agg(format('SELECT pg_drop_replication_slot(%L);', s.slot_name), ' '), 'none')
    FROM pg_replication_slots AS s WHERE NOT s.active;
END
$function$;
COMMENT ON FUNCTION hera_internal.doctor_locks() IS 'Who waits for whom.';
ALTER FUNCTION hera_internal.doctor_locks() OWNER TO hera_owner;
