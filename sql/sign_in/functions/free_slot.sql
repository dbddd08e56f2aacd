CREATE FUNCTION hera_internal.free_slot(p_slot integer, p_state bigint)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Frees a pair of registers unless something was counted since it was read; with the lock, as they are counted.
DECLARE
    v_count regclass := ('hera_internal.sign_in_count_' || p_slot)::regclass;
BEGIN
    BEGIN
        PERFORM set_config('lock_timeout', '1s', true);
        PERFORM pg_advisory_xact_lock(1212502594, 0);
        IF pg_sequence_last_value(v_count) = p_state THEN
            PERFORM setval(v_count, 0);
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'ZHX01';
    EXCEPTION WHEN SQLSTATE 'ZHX01' OR lock_not_available THEN
        RETURN;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.free_slot(integer, bigint) IS 'Frees a register of failed sign-ins.';
ALTER FUNCTION hera_internal.free_slot(integer, bigint) OWNER TO hera_owner;
