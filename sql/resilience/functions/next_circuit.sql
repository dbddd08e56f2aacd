CREATE FUNCTION hera_internal.next_circuit(
    p_value bigint, p_step text, p_now bigint, p_settings jsonb, OUT value bigint, OUT answer hera_internal.circuit_state
)
RETURNS record
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The whole protocol of a circuit breaker as a function: value of the register before, what happens (look, allow, success,
-- failure), milliseconds since 1970; value after, and the answer. The lowest two bits are the state: 0 closed, then six
-- counts of failures and the number of the present sixth of the window; 1 open, then until when; 2 half open, then
-- successes (four bits) and until when a probe is out. A time further off than any that is given now comes from a clock
-- that went back, or from a longer opening: it counts as reached.
DECLARE
    v_open bigint := (p_settings ->> 'circuit_breaker_open')::bigint;
    v_bucket bigint := p_now / greatest((p_settings ->> 'circuit_breaker_window')::bigint / 6, 1);
    v_counts bigint;
    v_until bigint := CASE p_value & 3 WHEN 1 THEN p_value >> 2 WHEN 2 THEN p_value >> 6 END;
    v_reached boolean := v_until <= p_now OR v_until > p_now + v_open;
BEGIN
    value := p_value;
    IF p_value & 3 = 0 THEN
        v_counts := hera_internal.circuit_failures(p_value, v_bucket);
        IF p_step = 'failure' THEN
            v_counts := v_counts + CASE WHEN v_counts & 15 < 15 THEN 1 ELSE 0 END;
            value := (v_bucket << 26) | (v_counts << 2);
        END IF;
        answer.failures := (
            SELECT sum(v_counts >> (4 * n) & 15) FROM generate_series(0, 5) AS g (n)
        );
        IF p_step = 'failure' AND answer.failures >= (p_settings ->> 'ai_circuit_breaker_threshold')::integer THEN
            value := ((p_now + v_open) << 2) | 1;
        END IF;
    ELSIF p_value & 3 = 1 THEN
        IF p_step = 'allow' AND v_reached THEN
            value := ((p_now + v_open) << 6) | 2;
            answer.probe := true;
        END IF;
    ELSIF p_step = 'failure' THEN
        value := ((p_now + v_open) << 2) | 1;
    ELSIF p_step = 'allow' AND v_reached THEN
        value := ((p_now + v_open) << 6) | (p_value & 63);
        answer.probe := true;
    ELSIF p_step = 'success' AND p_value >> 6 > 0 THEN
        -- Counts for one probe: the next needs one of its own.
        value := (p_value & 63) + 4;
        IF (value >> 2) & 15 >= (p_settings ->> 'circuit_breaker_successes')::integer THEN
            value := 0;
        END IF;
    END IF;
    answer.state := (ARRAY['closed', 'open', 'half_open'])[(value & 3) + 1];
    answer.failures := CASE WHEN value & 3 = 0 THEN coalesce(answer.failures, 0) END;
    answer.successes := CASE WHEN value & 3 = 2 THEN (value >> 2) & 15 END;
    answer.probe := coalesce(answer.probe, false);
    v_until := CASE value & 3 WHEN 1 THEN value >> 2 WHEN 2 THEN value >> 6 END;
    v_reached := v_until <= p_now OR v_until > p_now + v_open;
    answer.allowed := value & 3 = 0 OR answer.probe OR p_step <> 'allow' AND v_reached;
    answer.retry_after := CASE WHEN NOT answer.allowed AND NOT v_reached THEN round((v_until - p_now) / 1000.0, 3) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.next_circuit(bigint, text, bigint, jsonb) IS 'State of a circuit breaker after a step, and what the step is answered.';
