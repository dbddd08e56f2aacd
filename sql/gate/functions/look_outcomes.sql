CREATE FUNCTION hera_internal.look_outcomes(p_look integer, p_budget double precision, p_certainty double precision)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Outcomes from which look k is worth what it spends: as many as could pass, and twice as many for the first. It has more
-- to spend than all that follow together, and with the fewest outcomes a single error would waste it.
BEGIN
    RETURN hera_internal.needed_outcomes(p_budget, hera_internal.look_share(p_look, p_certainty))
        * CASE p_look WHEN 1 THEN 2 ELSE 1 END;
END
$function$;
COMMENT ON FUNCTION hera_internal.look_outcomes(integer, double precision, double precision) IS 'Fewest outcomes for a look.';
