CREATE FUNCTION hera_internal.sign_test(p_lost bigint, p_won bigint)
RETURNS float8
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Probability of at least p_lost losses in p_lost + p_won fair decisions, exactly: the terms of the binomial
-- distribution by recurrence from the last one. Sums of a thousand decisions and more are cut to their proportion.
DECLARE
    v_scale float8 := greatest(1, (p_lost + p_won) / 1000.0);
    v_lost integer := floor(p_lost / v_scale)::integer;
    v_count integer := floor(p_lost / v_scale)::integer + ceil(p_won / v_scale)::integer;
    v_term float8;
    v_sum float8 := 0;
BEGIN
    v_term := 0.5 ^ v_count;
    FOR i IN REVERSE v_count .. v_lost LOOP
        v_sum := v_sum + v_term;
        v_term := v_term * i / (v_count - i + 1);
    END LOOP;
    RETURN least(v_sum, 1);
END
$function$;
COMMENT ON FUNCTION hera_internal.sign_test(bigint, bigint) IS 'Probability that an equally good chooser loses so often.';
