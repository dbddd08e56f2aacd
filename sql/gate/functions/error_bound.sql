CREATE FUNCTION hera_internal.error_bound(p_outcomes integer, p_errors integer, p_spent double precision)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Clopper and Pearson: the largest error rate under which so few errors have at least the probability p_spent. The
-- tail falls as the rate grows, so halving finds it; 50 halvings are exact to a double.
DECLARE
    v_low double precision := 0;
    v_high double precision := 1;
    v_middle double precision;
BEGIN
    IF p_errors >= p_outcomes THEN
        RETURN 1;
    ELSIF p_errors = 0 THEN
        RETURN 1 - p_spent ^ (1.0 / p_outcomes);
    END IF;
    FOR i IN 1 .. 50 LOOP
        v_middle := (v_low + v_high) / 2;
        IF hera_internal.binomial_tail(p_outcomes, p_errors, v_middle) > p_spent THEN
            v_low := v_middle;
        ELSE
            v_high := v_middle;
        END IF;
    END LOOP;
    RETURN v_high;
END
$function$;
COMMENT ON FUNCTION hera_internal.error_bound(integer, integer, double precision) IS 'Exact upper bound of an error rate.';
