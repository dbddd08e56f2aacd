CREATE FUNCTION hera_internal.binomial_tail(p_trials integer, p_hits integer, p_chance double precision)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Probability of at most p_hits hits. Terms are summed outwards from the largest one, whose logarithm is taken, so
-- that nothing under- or overflows. p_chance lies strictly between 0 and 1.
DECLARE
    v_odds double precision := p_chance / (1 - p_chance);
    v_mode integer := least(p_hits, floor((p_trials + 1) * p_chance)::integer);
    v_log double precision;
    v_term double precision := 1;
    v_sum double precision := 1;
BEGIN
    IF p_hits >= p_trials THEN
        RETURN 1;
    ELSIF p_hits < 0 THEN
        RETURN 0;
    END IF;
    v_log := p_trials * ln(1 - p_chance);
    FOR k IN 1 .. v_mode LOOP
        v_log := v_log + ln((p_trials - k + 1)::double precision / k * v_odds);
    END LOOP;
    FOR k IN REVERSE v_mode .. 1 LOOP
        v_term := v_term * k / ((p_trials - k + 1) * v_odds);
        v_sum := v_sum + v_term;
        EXIT WHEN v_term < 1e-17 * v_sum;
    END LOOP;
    v_term := 1;
    FOR k IN v_mode .. p_hits - 1 LOOP
        v_term := v_term * (p_trials - k) / (k + 1) * v_odds;
        v_sum := v_sum + v_term;
        EXIT WHEN v_term < 1e-17 * v_sum;
    END LOOP;
    -- exp raises an error where the result is too small for a double.
    RETURN CASE WHEN v_log + ln(v_sum) < -700 THEN 0 ELSE least(exp(v_log + ln(v_sum)), 1) END;
END
$function$;
COMMENT ON FUNCTION hera_internal.binomial_tail(integer, integer, double precision) IS 'Probability of at most so many hits in independent trials.';
