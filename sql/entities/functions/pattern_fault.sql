CREATE FUNCTION hera_internal.pattern_fault(p_pattern text)
RETURNS text
LANGUAGE plpgsql
STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises NULL for a pattern that can be used, else the reason. Back references are refused because they are what
-- makes matching exponential. The pattern must stand alone and inside the brackets that anchor it, otherwise a stray
-- bracket could undo the anchors. Locks and raises nothing.
BEGIN
    IF length(p_pattern) NOT BETWEEN 1 AND 200 THEN
        RETURN 'it is empty or longer than 200 characters';
    END IF;
    IF p_pattern ~ '\\[1-9]' THEN
        RETURN 'it has a back reference';
    END IF;
    PERFORM '' ~ p_pattern;
    PERFORM '' ~ ('^(?:' || p_pattern || ')$');
    RETURN NULL;
EXCEPTION
    WHEN invalid_regular_expression THEN
        RETURN 'it is not a regular expression';
END
$function$;
COMMENT ON FUNCTION hera_internal.pattern_fault(text) IS 'Why a pattern cannot be used, or NULL when it can.';
