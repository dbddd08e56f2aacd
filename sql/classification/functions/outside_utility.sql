CREATE FUNCTION hera_internal.outside_utility(p_weights float8[], p_known integer, p_rows integer, p_margin real)
RETURNS float8
LANGUAGE sql
IMMUTABLE PARALLEL SAFE
AS $function$
-- How likely none of the candidates is right: p_known tells which levels of memory know the document, p_rows how many
-- decisions were known (NULL without a model), p_margin the model's largest margin.
SELECT p_weights[31]
    + CASE WHEN p_rows IS NOT NULL THEN p_weights[32] ELSE 0 END
    + p_weights[33] * ln(1.0::float8 + coalesce(p_rows, 0)) / 10
    + CASE WHEN p_rows IS NOT NULL AND p_known & 4 = 0 THEN p_weights[34] ELSE 0 END
    + p_weights[35] * coalesce(p_margin, 0)
    + CASE WHEN p_known & 1 = 0 THEN p_weights[36] ELSE 0 END
    + CASE WHEN p_known & 2 = 0 THEN p_weights[37] ELSE 0 END
    + CASE WHEN p_known & 4 = 0 THEN p_weights[38] ELSE 0 END
    + CASE WHEN p_known & 8 = 0 THEN p_weights[39] ELSE 0 END
$function$;
COMMENT ON FUNCTION hera_internal.outside_utility(float8[], integer, integer, real) IS 'Utility of abstaining.';
