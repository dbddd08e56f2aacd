CREATE FUNCTION hera_internal.known_token(p_dimension text, p_token text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The token when the dimension has it and it is not the neutral one, else NULL: what a code cannot say is left out.
BEGIN
    RETURN (
        SELECT t.token FROM hera_internal.smart_code_token AS t
        WHERE t.token = p_token AND t.dimension = p_dimension AND NOT t.neutral
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.known_token(text, text) IS 'Token of a dimension, if there is one of that name.';
