CREATE FUNCTION hera_internal.require_bounded(p_value jsonb, p_path text, p_max_bytes integer)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises VAL_001 for a value of more bytes, and VAL_017 for one that is nested too deeply or holds a number that would be
-- written with too many digits: nothing else may look at such a value.
BEGIN
    IF hera_internal.json_bytes(p_value) > p_max_bytes THEN
        PERFORM hera_internal.raise_error('VAL_001', p_path, format('%s has more than %s bytes', p_path, p_max_bytes));
    ELSIF hera_internal.is_unbounded(p_value) THEN
        PERFORM hera_internal.raise_error('VAL_017', p_path);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_bounded(jsonb, text, integer) IS 'Raises unless a JSON argument is small enough to be looked at.';
GRANT EXECUTE ON FUNCTION hera_internal.require_bounded(jsonb, text, integer) TO hera_owner;
