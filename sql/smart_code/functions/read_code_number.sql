CREATE FUNCTION hera_internal.read_code_number(
    p_digits text, p_path text, p_minimum integer, p_maximum integer
)
RETURNS integer
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A number inside a smart code. The form bounds the digits before the cast, so that no cast overflows, and leaves one
-- way to write a number. Raises SMC_003.
BEGIN
    IF left(p_digits, 5) ~ '^(0|[1-9][0-9]{0,3})$' THEN
        IF p_digits::integer BETWEEN p_minimum AND p_maximum THEN
            RETURN p_digits::integer;
        END IF;
    END IF;
    PERFORM hera_internal.raise_error(
        'SMC_003', p_path,
        format('%s is not a whole number from %s to %s without leading zeros', left(p_digits, 40), p_minimum, p_maximum)
    );
    RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_code_number(text, text, integer, integer) IS 'A version number or confidence of a smart code.';
