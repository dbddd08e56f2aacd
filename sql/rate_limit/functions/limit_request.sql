CREATE FUNCTION hera_internal.limit_request(p_caller hera_internal.caller_context, p_cost integer)
RETURNS hera_internal.limit_state
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Generic cell rate algorithm (ITU-T I.371) on the register of the caller's organization, which holds the theoretical
-- arrival time in microseconds: admits at most the burst at once and the limit in each window after that.
-- The register ignores transactions. The advisory lock is taken in a block that is always rolled back, so it goes on
-- every path while the value stays; the wait for it is bounded, since any role may hold an advisory lock: limited is
-- NULL then.
DECLARE
    v_result hera_internal.limit_state;
    v_sequence regclass := ('hera_internal.register_' || p_caller.limit_register)::regclass;
    v_limit integer := (p_caller.settings ->> 'rate_limit_max_requests')::integer;
    v_interval bigint := greatest((p_caller.settings ->> 'rate_limit_window')::bigint * 1000 / v_limit, 1);
    v_tolerance bigint := v_interval * coalesce(nullif((p_caller.settings ->> 'rate_limit_burst')::integer, 0), v_limit);
    v_now bigint;
    v_arrival bigint;
    v_next bigint;
BEGIN
    IF current_setting('transaction_read_only')::boolean THEN
        RETURN ROW(NULL, v_limit, NULL, NULL, NULL, false)::hera_internal.limit_state;
    END IF;
    BEGIN
        IF NOT pg_try_advisory_xact_lock(1212502593, p_caller.limit_register) THEN
            PERFORM set_config('lock_timeout', '50ms', true);
            PERFORM pg_advisory_xact_lock(1212502593, p_caller.limit_register);
        END IF;
        v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
        -- A clock that went back leaves an arrival time in the far future, one that no admitted call can have made.
        v_arrival := least(greatest(coalesce(pg_sequence_last_value(v_sequence), 0), v_now), v_now + v_tolerance);
        -- A look without a cost asks whether one more call would be admitted.
        v_next := v_arrival + v_interval * greatest(p_cost, 1);
        IF v_next > v_now + v_tolerance THEN
            v_result.retry_after := round((v_next - v_now - v_tolerance) / 1000000.0, 3);
            v_next := v_arrival;
            IF pg_sequence_last_value(v_sequence) > v_arrival THEN
                -- Kept, or the organization would be refused until the clock has caught up.
                v_next := setval(v_sequence, v_arrival);
            END IF;
        ELSIF p_cost = 0 THEN
            v_next := v_arrival;
        ELSE
            v_next := setval(v_sequence, v_next);
        END IF;
        v_result := ROW(
            v_result.retry_after IS NOT NULL, v_limit, (v_now + v_tolerance - v_next) / v_interval, v_result.retry_after,
            round((v_next - v_now) / 1000000.0, 3), true
        );
        RAISE EXCEPTION USING ERRCODE = 'ZHX01';
    EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
        RETURN v_result;
    WHEN lock_not_available THEN
        RETURN ROW(NULL, v_limit, NULL, NULL, NULL, true)::hera_internal.limit_state;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_request(hera_internal.caller_context, integer) IS 'Takes the tokens of a call from the limit of the caller''s organization.';
