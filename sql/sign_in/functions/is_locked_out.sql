CREATE FUNCTION hera_internal.is_locked_out(p_locks text)
RETURNS boolean
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether signing in is locked for an actor or a key. A standby, which has no registers, locks nobody out.
DECLARE
    v_hash bigint := hera_internal.identity_hash(p_locks);
    v_settings jsonb;
    v_state bigint;
BEGIN
    IF p_locks IS NULL OR pg_is_in_recovery() THEN
        RETURN false;
    END IF;
    v_state := pg_sequence_last_value(('hera_internal.lock_out_' || v_hash % 64)::regclass);
    -- Nobody failed: nothing to work out.
    IF coalesce(v_state, 0) = 0 THEN
        RETURN false;
    END IF;
    v_settings := hera_internal.sign_in_settings();
    RETURN (hera_internal.next_lock(
        v_state, v_hash >> 40, extract(epoch FROM clock_timestamp())::bigint, (v_settings ->> 'lockout_threshold')::integer,
        (v_settings ->> 'lockout_window')::bigint, (v_settings ->> 'lockout_duration')::bigint
    )).locked;
END
$function$;
COMMENT ON FUNCTION hera_internal.is_locked_out(text) IS 'Whether signing in is locked for an actor or a key.';
ALTER FUNCTION hera_internal.is_locked_out(text) OWNER TO hera_owner;
