CREATE FUNCTION hera.list_smart_code_tokens()
RETURNS TABLE (dimension text, name text, multiple boolean, token text, neutral boolean, meaning text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every token in the order in which codes are written, the neutral one of a dimension first.
BEGIN
    RETURN QUERY
    SELECT d.code, d.name, d.multiple, t.token, t.neutral, t.meaning
    FROM hera_internal.smart_code_dimension AS d
    JOIN hera_internal.smart_code_token AS t ON t.dimension = d.code
    ORDER BY d.ordinal, t.ordinal, t.token COLLATE "C";
END
$function$;
COMMENT ON FUNCTION hera.list_smart_code_tokens() IS 'Dimensions of smart codes with their tokens.';
GRANT EXECUTE ON FUNCTION hera.list_smart_code_tokens() TO hera_app, hera_admin;
