CREATE FUNCTION hera_internal.bet_result(p_outcomes integer, p_errors integer, p_budget double precision)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What a capital of 1 has become that was bet, in five equal parts, on error rates of 1, 9, 25, 49 and 81 hundredths of
-- the budget: the likelihood of the outcomes under such a rate, divided by that under the budget. While errors are as
-- frequent as the budget or more so, it is not expected to grow, and ever reaches c with a chance of at most 1 / c
-- (Ville's inequality), whenever and however often one looks.
DECLARE
    v_result double precision := 0;
    v_rate double precision;
BEGIN
    FOR i IN 1 .. 5 LOOP
        v_rate := p_budget * ((i - 0.5) / 5) ^ 2;
        -- exp raises an error where the result is too small or too great for a double.
        v_result := v_result + exp(least(greatest(
            p_errors * ln(v_rate / p_budget) + (p_outcomes - p_errors) * ln((1 - v_rate) / (1 - p_budget)), -700
        ), 700));
    END LOOP;
    RETURN v_result / 5;
END
$function$;
COMMENT ON FUNCTION hera_internal.bet_result(integer, integer, double precision) IS 'What bets on an error rate below the budget have made of 1.';
