CREATE FUNCTION hera_internal.require_known(p_path text, p_value text, p_known boolean, p_allowed text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_010 with the path, the value and, where the caller says it, what is allowed, unless the value is known.
BEGIN
    IF p_known IS NOT TRUE THEN
        PERFORM hera_internal.raise_error(
            'VAL_010', p_path,
            format('%s: %s is not known', p_path, coalesce(quote_literal(left(p_value, 100)), 'NULL'))
                || coalesce('; allowed: ' || p_allowed, '')
        );
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_known(text, text, boolean, text) IS 'Raises unless an argument names something that exists.';
GRANT EXECUTE ON FUNCTION hera_internal.require_known(text, text, boolean, text) TO hera_owner;
