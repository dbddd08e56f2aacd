CREATE FUNCTION hera_internal.take_tokens(
    p_register integer, p_limit integer, p_window_ms bigint, p_burst integer, p_cost integer
)
RETURNS hera_internal.limit_state
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Generic cell rate algorithm (ITU-T I.371) on one register, which holds the theoretical arrival time in
-- microseconds: admits at most p_burst at once and p_limit in each window after that.
-- The register ignores transactions. The advisory lock is taken in a block that is always rolled back, so it goes on
-- every path while the value stays; the wait for it is bounded, since any role may hold an advisory lock: RL_002.
DECLARE
    v_result hera_internal.limit_state;
    v_interval bigint := greatest(p_window_ms * 1000 / p_limit, 1);
    v_tolerance bigint;
    v_sequence regclass := ('hera_internal.register_' || p_register)::regclass;
    v_now bigint;
    v_arrival bigint;
    v_next bigint;
BEGIN
    v_tolerance := v_interval * p_burst;
    v_result."limit" := p_limit;
    v_result.known := NOT current_setting('transaction_read_only')::boolean;
    IF NOT v_result.known THEN
        RETURN v_result;
    END IF;
    BEGIN
        PERFORM set_config('lock_timeout', '50ms', true);
        PERFORM pg_advisory_xact_lock(1212502593, p_register);
        v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
        -- A clock that went back leaves an arrival time in the far future, one that no admitted call can have made.
        v_arrival := greatest(coalesce(pg_sequence_last_value(v_sequence), 0), v_now);
        IF v_arrival > v_now + v_tolerance THEN
            v_arrival := v_now + v_tolerance;
        END IF;
        -- A look without a cost asks whether one more call would be admitted.
        v_next := v_arrival + v_interval * greatest(p_cost, 1);
        v_result.limited := v_next > v_now + v_tolerance;
        IF v_result.limited THEN
            v_result.retry_after := round((v_next - v_now - v_tolerance) / 1000000.0, 3);
            v_next := v_arrival;
        ELSIF p_cost = 0 THEN
            v_next := v_arrival;
        ELSE
            PERFORM setval(v_sequence, v_next);
        END IF;
        v_result.remaining := (v_now + v_tolerance - v_next) / v_interval;
        v_result.reset_after := round((v_next - v_now) / 1000000.0, 3);
        RAISE EXCEPTION USING ERRCODE = 'ZH000';
    EXCEPTION WHEN SQLSTATE 'ZH000' THEN
        RETURN v_result;
    WHEN lock_not_available THEN
        v_result.limited := NULL;
        RETURN v_result;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_tokens(integer, integer, bigint, integer, integer) IS 'Takes tokens from a register; limited is NULL when its lock could not be had in time.';
