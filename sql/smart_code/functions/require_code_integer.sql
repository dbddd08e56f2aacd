CREATE FUNCTION hera_internal.require_code_integer(
    p_value jsonb, p_path text, p_minimum integer, p_maximum integer
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A JSON number without a fraction in the given range, or nothing. Raises SMC_003, SMC_006.
BEGIN
    IF coalesce(jsonb_typeof(p_value), 'null') = 'null' THEN
        RETURN;
    END IF;
    IF jsonb_typeof(p_value) <> 'number' THEN
        PERFORM hera_internal.raise_error('SMC_006', p_path, format('%s is not a number', p_path));
    END IF;
    PERFORM hera_internal.read_code_number(p_value #>> '{}', p_path, p_minimum, p_maximum);
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_integer(jsonb, text, integer, integer) IS 'A number among the parts of a smart code, in its range.';
