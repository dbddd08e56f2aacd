CREATE FUNCTION hera_internal.gate_capital(p_evidence hera_internal.gate_evidence, p_point integer, p_budget double precision)
RETURNS double precision
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What the running series have made of their parts of the capital at a point of the grid.
BEGIN
    RETURN hera_internal.series_share(p_evidence.series)
        * hera_internal.bet_result(p_evidence.outcomes[p_point], p_evidence.errors[p_point], p_budget)
        + CASE
            WHEN p_evidence.later_outcomes IS NULL THEN 0
            ELSE hera_internal.series_share(p_evidence.series + 1)
                * hera_internal.bet_result(p_evidence.later_outcomes[p_point], p_evidence.later_errors[p_point], p_budget)
        END;
END
$function$;
COMMENT ON FUNCTION hera_internal.gate_capital(hera_internal.gate_evidence, integer, double precision) IS 'Capital that the evidence of a gate has earned at a point of the grid.';
