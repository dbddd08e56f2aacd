CREATE FUNCTION hera_internal.require_text(p_value text, p_path text, p_max_length integer)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_005 unless the text has 1 to p_max_length characters, not all of them blank.
BEGIN
    IF p_value IS NULL OR btrim(p_value) = '' OR length(p_value) > p_max_length THEN
        PERFORM hera_internal.raise_error(
            'VAL_005', p_path, format('%s must have 1 to %s characters', p_path, p_max_length)
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_text(text, text, integer) IS 'Raises unless a text argument is present and short enough.';
GRANT EXECUTE ON FUNCTION hera_internal.require_text(text, text, integer) TO hera_owner;
