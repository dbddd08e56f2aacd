CREATE FUNCTION hera_internal.step_circuit(p_register integer, p_step text, p_settings jsonb)
RETURNS hera_internal.circuit_state
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- One step of a circuit breaker on its register, which ignores transactions. What changes nothing takes no lock, as with
-- a closed circuit that is asked; else as hera_internal.limit_request: the lock goes with a block that is always rolled
-- back, the wait for it is bounded. Where the register cannot be had the state is unknown and calls are allowed: a
-- breaker must not become the fault.
DECLARE
    v_sequence regclass := ('hera_internal.register_' || p_register)::regclass;
    v_before bigint;
    v_step record;
    v_unknown hera_internal.circuit_state := ROW('unknown', NULL, NULL, true, false, NULL)::hera_internal.circuit_state;
BEGIN
    IF pg_is_in_recovery() THEN
        RETURN v_unknown;
    END IF;
    v_before := coalesce(pg_sequence_last_value(v_sequence), 0);
    -- Every guess asks, and a closed circuit (the lowest two bits are 0) lets everybody through: nothing to work out.
    IF v_before & 3 = 0 AND p_step IN ('allow', 'success') THEN
        RETURN ROW('closed', NULL, NULL, true, false, NULL)::hera_internal.circuit_state;
    END IF;
    v_step := hera_internal.next_circuit(
        v_before, p_step, (extract(epoch FROM clock_timestamp()) * 1000)::bigint, p_settings
    );
    IF v_step.value = v_before THEN
        RETURN v_step.answer;
    ELSIF current_setting('transaction_read_only')::boolean THEN
        RETURN v_unknown;
    END IF;
    BEGIN
        IF NOT pg_try_advisory_xact_lock(1212502593, p_register) THEN
            PERFORM set_config('lock_timeout', '50ms', true);
            PERFORM pg_advisory_xact_lock(1212502593, p_register);
        END IF;
        v_step := hera_internal.next_circuit(
            coalesce(pg_sequence_last_value(v_sequence), 0), p_step,
            (extract(epoch FROM clock_timestamp()) * 1000)::bigint, p_settings
        );
        PERFORM setval(v_sequence, v_step.value);
        RAISE EXCEPTION USING ERRCODE = 'ZHX01';
    EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
        RETURN v_step.answer;
    WHEN lock_not_available THEN
        RETURN v_unknown;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.step_circuit(integer, text, jsonb) IS 'Takes one step of a circuit breaker.';
