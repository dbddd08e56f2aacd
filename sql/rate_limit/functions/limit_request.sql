CREATE FUNCTION hera_internal.limit_request(
    p_caller hera_internal.caller_context, p_cost integer, p_operation text DEFAULT NULL, p_peek boolean DEFAULT false
)
RETURNS hera.limit_state
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Takes the tokens of a request. An organization without limits of its own kind has one, on its register, by the
-- expressions of hera_internal.next_cell: a call of that would cost every request more than all of this.
-- The register ignores transactions. The advisory lock is taken in a block that is always rolled back, so it goes on
-- every path while the value stays; the wait for it is bounded, since any role may hold an advisory lock: limited
-- without remaining then.
DECLARE
    v_result hera.limit_state;
    v_sequence regclass := ('hera_internal.register_' || p_caller.limit_register)::regclass;
    v_now bigint;
    v_next bigint;
    v_step hera_internal.limit_step;
BEGIN
    IF p_caller.has_rate_limits OR current_setting('transaction_read_only') <> 'off' THEN
        RETURN hera_internal.apply_limits(p_caller, p_cost, p_operation, p_peek, true);
    END IF;
    BEGIN
        IF NOT pg_try_advisory_xact_lock(1212502593, p_caller.limit_register) THEN
            PERFORM hera_internal.lock_register(
                p_caller.limit_register, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + 50000
            );
        END IF;
        v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
        v_next := hera_internal.cell_next(
            coalesce(pg_sequence_last_value(v_sequence), 0), v_now, p_caller.limit_tolerance,
            p_caller.limit_interval * p_cost
        );
        IF p_cost > 0 AND v_next <= v_now + p_caller.limit_tolerance AND NOT p_peek THEN
            v_next := setval(v_sequence, v_next);
            v_result := hera_internal.cell_state(
                false, p_caller.limit_requests, v_now, v_next, p_caller.limit_tolerance, p_caller.limit_interval, NULL
            );
        ELSE
            v_step := hera_internal.next_cell(
                pg_sequence_last_value(v_sequence), v_now, ROW(
                    NULL, 'gcra', p_caller.limit_requests, p_caller.settings ->> 'rate_limit_window',
                    p_caller.settings ->> 'rate_limit_burst'
                )::hera_internal.limit_rule, p_cost, false
            );
            v_result := v_step.state;
            IF v_step.repair THEN
                PERFORM setval(v_sequence, v_step.value);
            END IF;
        END IF;
        RAISE SQLSTATE 'ZHX01';
    EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
        RETURN v_result;
    WHEN lock_not_available THEN
        RETURN ROW(true, p_caller.limit_requests, NULL, NULL, NULL)::hera.limit_state;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.limit_request(hera_internal.caller_context, integer, text, boolean) IS 'Takes the tokens of a request from the limits that apply to it.';
