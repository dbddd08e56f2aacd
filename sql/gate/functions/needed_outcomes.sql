CREATE FUNCTION hera_internal.needed_outcomes(p_series integer, p_budget double precision, p_certainty double precision)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Halving between none and what the boldest bet alone would surely need.
DECLARE
    v_wanted double precision := 1 / (1 - p_certainty) / hera_internal.series_share(p_series);
    v_few integer := 0;
    v_enough integer := ceil(ln(5 * v_wanted) / -ln((1 - p_budget) / (1 - p_budget / 100)));
    v_middle integer;
BEGIN
    WHILE v_enough > v_few + 1 LOOP
        v_middle := (v_few + v_enough) / 2;
        IF hera_internal.bet_result(v_middle, 0, p_budget) >= v_wanted THEN
            v_enough := v_middle;
        ELSE
            v_few := v_middle;
        END IF;
    END LOOP;
    RETURN v_enough;
END
$function$;
COMMENT ON FUNCTION hera_internal.needed_outcomes(integer, double precision, double precision) IS 'Fewest outcomes of a series, all right, that can show an error rate within the budget.';
