CREATE FUNCTION hera_internal.apply_sign(p_sign text, p_a numeric, p_b numeric)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A sign between two numbers. What is divided by zero is not known.
BEGIN
    RETURN CASE p_sign
        WHEN '+' THEN (p_a + p_b)::text
        WHEN '-' THEN (p_a - p_b)::text
        WHEN '*' THEN (p_a * p_b)::text
        WHEN '/' THEN (p_a / nullif(p_b, 0))::text
        WHEN '=' THEN (p_a = p_b)::text
        WHEN '!=' THEN (p_a <> p_b)::text
        WHEN '<' THEN (p_a < p_b)::text
        WHEN '<=' THEN (p_a <= p_b)::text
        WHEN '>' THEN (p_a > p_b)::text
        WHEN '>=' THEN (p_a >= p_b)::text
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.apply_sign(text, numeric, numeric) IS 'Arithmetic and comparison in expressions of rules.';
