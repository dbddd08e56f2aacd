CREATE FUNCTION hera_internal.polynomial_value(p_polynomial jsonb, p_values numeric[], p_decimals integer)
RETURNS numeric
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The value rounded to decimals, halves away from zero. Sums and products are exact and the one division is of whole
-- numbers, so no digit is lost before the rounding. NULL when a value that it needs is.
DECLARE
    v_term record;
    v_product numeric;
    v_variable text;
    v_sum numeric := 0;
    v_double numeric := 2 * (p_polynomial ->> 'd')::numeric;
BEGIN
    FOR v_term IN SELECT t.key, t.value::numeric AS amount FROM jsonb_each_text(p_polynomial -> 't') AS t LOOP
        v_product := v_term.amount;
        FOREACH v_variable IN ARRAY string_to_array(v_term.key, '*') LOOP
            v_product := v_product * p_values[v_variable::integer];
        END LOOP;
        v_sum := v_sum + v_product;
    END LOOP;
    RETURN sign(v_sum) * div(2 * abs(v_sum) * ('1e' || p_decimals)::numeric + (p_polynomial ->> 'd')::numeric, v_double)
        * ('1e-' || p_decimals)::numeric;
END
$function$;
COMMENT ON FUNCTION hera_internal.polynomial_value(jsonb, numeric[], integer) IS 'Value of a polynomial, rounded.';
GRANT EXECUTE ON FUNCTION hera_internal.polynomial_value(jsonb, numeric[], integer) TO hera_owner;
