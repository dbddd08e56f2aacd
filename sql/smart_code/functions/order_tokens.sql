CREATE FUNCTION hera_internal.order_tokens(p_tokens jsonb, p_token text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The tokens of a dimension that may have several, and one more, in the order of the registry.
BEGIN
    RETURN (
        SELECT jsonb_agg(t.token ORDER BY t.ordinal, t.token COLLATE "C")
        FROM hera_internal.smart_code_token AS t
        WHERE t.token = p_token
            OR t.token = ANY (ARRAY(SELECT a.token FROM jsonb_array_elements_text(p_tokens) AS a (token)))
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.order_tokens(jsonb, text) IS 'Tokens of one dimension with another added, in the order of the registry.';
