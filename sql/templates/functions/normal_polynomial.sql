CREATE FUNCTION hera_internal.normal_polynomial(p_terms jsonb, p_denominator numeric)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The one way to write a polynomial: {"d": denominator, "t": {monomial: numerator}}, whole numbers without a common
-- factor, no term of zero. A monomial is the numbers of its variables in order (1 gross, 2 tax, 3 quantity, 4 rate, from 5
-- on what is no polynomial), joined by *. Equal polynomials are equal jsonb. NULL for one too large to be kept.
DECLARE
    v_term record;
    v_divisor numeric := p_denominator;
    v_terms jsonb := '{}'::jsonb;
BEGIN
    FOR v_term IN SELECT t.key, t.value::numeric AS amount FROM jsonb_each_text(p_terms) AS t LOOP
        v_divisor := gcd(v_divisor, v_term.amount);
    END LOOP;
    FOR v_term IN SELECT t.key, t.value::numeric AS amount FROM jsonb_each_text(p_terms) AS t LOOP
        IF v_term.amount <> 0 THEN
            v_terms := v_terms || jsonb_build_object(v_term.key, div(v_term.amount, v_divisor));
        END IF;
        IF abs(v_term.amount) >= 1e60 OR cardinality(string_to_array(v_term.key, '*')) > 6 THEN
            RETURN NULL;
        END IF;
    END LOOP;
    IF p_denominator >= 1e60 OR (SELECT count(*) > 24 FROM jsonb_object_keys(v_terms)) THEN
        RETURN NULL;
    END IF;
    RETURN jsonb_build_object('d', div(p_denominator, v_divisor), 't', v_terms);
END
$function$;
COMMENT ON FUNCTION hera_internal.normal_polynomial(jsonb, numeric) IS 'Canonical form of a polynomial, or NULL when it is too large.';
GRANT EXECUTE ON FUNCTION hera_internal.normal_polynomial(jsonb, numeric) TO hera_owner;
