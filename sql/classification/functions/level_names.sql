CREATE FUNCTION hera_internal.level_names(p_levels integer)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- NULL for an account that only the model knows.
SELECT CASE WHEN p_levels IS NOT NULL THEN concat_ws(
    '+', CASE WHEN p_levels & 1 > 0 THEN 'amount' END, CASE WHEN p_levels & 2 > 0 THEN 'text' END,
    CASE WHEN p_levels & 4 > 0 THEN 'payee' END, CASE WHEN p_levels & 8 > 0 THEN 'unit' END
) END
$function$;
COMMENT ON FUNCTION hera_internal.level_names(integer) IS 'Names of the levels of memory that had an account last.';
