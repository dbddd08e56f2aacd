CREATE FUNCTION hera_internal.apply_limits(
    p_caller hera_internal.caller_context, p_cost integer, p_operation text, p_peek boolean, p_request boolean
)
RETURNS hera.limit_state
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every limit that applies admits, or nothing is taken from any. Locks in the order of registers, as in
-- hera_internal.limit_request: they go with a block that is always rolled back, and the wait for all of them together is
-- bounded. Answers for the limit that refuses longest, or else has least left; NULL where none applies, limited without
-- remaining where the limiter could not be asked in time.
DECLARE
    v_rules hera_internal.limit_rule[];
    v_steps hera_internal.limit_step[] := ARRAY[]::hera_internal.limit_step[];
    v_step hera_internal.limit_step;
    v_result hera.limit_state;
    v_take boolean := p_cost > 0 AND NOT p_peek;
    v_now bigint := hera_internal.register_time();
    v_until bigint := v_now + 50000;
BEGIN
    IF current_setting('transaction_read_only')::boolean THEN
        RETURN ROW(NULL, p_caller.settings ->> 'rate_limit_max_requests', NULL, NULL, NULL)::hera.limit_state;
    END IF;
    v_rules := hera_internal.find_limits(p_caller, p_operation, p_request);
    BEGIN
        FOR i IN 1..cardinality(v_rules) LOOP
            PERFORM hera_internal.lock_register((v_rules[i]).registers[1], v_until);
        END LOOP;
        v_now := hera_internal.register_time();
        FOR i IN 1..cardinality(v_rules) LOOP
            v_step := hera_internal.step_limit(v_rules[i], v_now, p_cost, v_take);
            v_steps := v_steps || v_step;
            IF i = 1 OR ((v_step.state).limited, coalesce((v_step.state).retry_after, 'Infinity'), -(v_step.state).remaining)
                > (v_result.limited, coalesce(v_result.retry_after, 'Infinity'), -v_result.remaining) THEN
                v_result := v_step.state;
            END IF;
        END LOOP;
        FOREACH v_step IN ARRAY v_steps LOOP
            IF v_take AND NOT v_result.limited OR v_step.repair AND ((v_step.state).limited OR NOT v_take) THEN
                PERFORM hera_internal.write_registers(v_step.register, v_step.value, v_step.cleared);
            END IF;
        END LOOP;
        RAISE EXCEPTION USING ERRCODE = 'ZHX01';
    EXCEPTION WHEN SQLSTATE 'ZHX01' THEN
        RETURN v_result;
    WHEN lock_not_available THEN
        RETURN ROW(true, (v_rules[1]).max_requests, NULL, NULL, NULL)::hera.limit_state;
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_limits(hera_internal.caller_context, integer, text, boolean, boolean) IS 'Takes the tokens of a call from every limit that applies to it, or from none.';
