CREATE FUNCTION hera_internal.count_lock(p_locks text)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Counts a failure towards a lock-out. The caller holds the lock of the registers.
DECLARE
    v_hash bigint := hera_internal.identity_hash(p_locks);
    v_sequence regclass := ('hera_internal.lock_out_' || v_hash % 64)::regclass;
    v_settings jsonb := hera_internal.sign_in_settings();
    v_state bigint := coalesce(pg_sequence_last_value(v_sequence), 0);
    v_next record;
BEGIN
    v_next := hera_internal.next_lock(
        v_state, v_hash >> 40, extract(epoch FROM clock_timestamp())::bigint, (v_settings ->> 'lockout_threshold')::integer,
        (v_settings ->> 'lockout_window')::bigint, (v_settings ->> 'lockout_duration')::bigint
    );
    IF v_next.state <> v_state THEN
        PERFORM setval(v_sequence, v_next.state);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.count_lock(text) IS 'Counts a failed sign-in towards a lock-out.';
ALTER FUNCTION hera_internal.count_lock(text) OWNER TO hera_owner;
