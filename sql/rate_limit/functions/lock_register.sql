CREATE FUNCTION hera_internal.lock_register(p_register integer, p_until bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes the lock of a register, waiting for it until p_until, in microseconds. For a block that is rolled back. The lock is
-- held for some microseconds only, but who queues for it has it from the moment it is let go, long before being awake, and
-- all others queue behind: so it is tried for a while without queueing. Raises 55P03.
BEGIN
    FOR i IN 1..8 LOOP
        IF pg_try_advisory_xact_lock(1212502593, p_register) THEN
            RETURN;
        END IF;
        PERFORM pg_sleep(0.001);
    END LOOP;
    PERFORM set_config(
        'lock_timeout', greatest((p_until - hera_internal.register_time()) / 1000, 1)::text || 'ms', true
    );
    PERFORM pg_advisory_xact_lock(1212502593, p_register);
END
$function$;
COMMENT ON FUNCTION hera_internal.lock_register(integer, bigint) IS 'Takes the lock of a register within a bounded time.';
GRANT EXECUTE ON FUNCTION hera_internal.lock_register(integer, bigint) TO hera_owner;
