CREATE FUNCTION hera_internal.error_bound(
    p_evidence hera_internal.gate_evidence, p_point integer, p_certainty double precision
)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The smallest budget at which the point would pass. The capital grows with the budget, so halving finds it; NULL
-- without outcomes.
DECLARE
    v_low double precision := 0;
    v_high double precision := 1;
    v_middle double precision;
BEGIN
    IF p_evidence.outcomes[p_point] = 0 THEN
        RETURN NULL;
    END IF;
    FOR i IN 1 .. 24 LOOP
        v_middle := (v_low + v_high) / 2;
        IF hera_internal.gate_capital(p_evidence, p_point, v_middle) >= 1 / (1 - p_certainty) THEN
            v_high := v_middle;
        ELSE
            v_low := v_middle;
        END IF;
    END LOOP;
    RETURN v_high;
END
$function$;
COMMENT ON FUNCTION hera_internal.error_bound(hera_internal.gate_evidence, integer, double precision) IS 'Error rate that the evidence leaves possible.';
