CREATE FUNCTION hera_internal.session_readings()
RETURNS TABLE (reading text, value numeric, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Sessions, transactions and standbys. NULL is unknown.
DECLARE
    v_age numeric;
    v_wanted integer := hera_internal.server_setting_value('expected_standbys')::integer;
    v_attached integer;
    v_lag numeric;
BEGIN
    RETURN QUERY SELECT 'server', 1::numeric, CASE WHEN pg_is_in_recovery() THEN 'a standby' ELSE 'the primary' END;
    RETURN QUERY SELECT 'connections_share', round(c.connections::numeric / c.connection_limit, 4),
        format('%s of %s connections', c.connections, c.connection_limit)
    FROM hera_internal.connection_use() AS c;
    IF hera_internal.sees_sessions() THEN
        SELECT coalesce(max(extract(epoch FROM clock_timestamp() - a.xact_start)), 0) INTO v_age
        FROM pg_stat_activity AS a WHERE a.backend_type = 'client backend';
    END IF;
    RETURN QUERY SELECT 'transaction_seconds', round(v_age, 1),
        coalesce('the oldest transaction is open for ' || round(v_age) || ' s', 'hera_owner may not see other sessions');
    RETURN QUERY SELECT 'xid_age', age(d.datfrozenxid)::numeric, format('%s transactions', age(d.datfrozenxid))
    FROM pg_database AS d WHERE d.datname = current_database();
    IF pg_is_in_recovery() THEN
        v_lag := CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END;
        v_attached := v_wanted;
    ELSE
        SELECT count(*), coalesce(extract(epoch FROM max(s.replay_lag)), 0) INTO v_attached, v_lag FROM pg_stat_replication AS s;
        v_lag := CASE WHEN v_attached = 0 OR hera_internal.sees_sessions() THEN v_lag END;
    END IF;
    RETURN QUERY SELECT 'replication_lag_seconds', round(v_lag, 1), coalesce(round(v_lag, 1) || ' s behind', 'hera_owner may not see it');
    RETURN QUERY SELECT 'standbys_missing', greatest(v_wanted - v_attached, 0)::numeric,
        format('%s of %s standbys', v_attached, v_wanted);
END
$function$;
COMMENT ON FUNCTION hera_internal.session_readings() IS 'Readings of sessions and standbys.';
ALTER FUNCTION hera_internal.session_readings() OWNER TO hera_owner;
