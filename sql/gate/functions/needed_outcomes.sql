CREATE FUNCTION hera_internal.needed_outcomes(p_budget double precision, p_spent double precision)
RETURNS integer
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN ceil(ln(p_spent) / ln(1 - p_budget))::integer;
END
$function$;
COMMENT ON FUNCTION hera_internal.needed_outcomes(double precision, double precision) IS 'Fewest outcomes, all right, that can show an error rate within the budget.';
