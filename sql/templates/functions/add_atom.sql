CREATE FUNCTION hera_internal.add_atom(
    p_function text, p_values jsonb[], p_path text, INOUT p_atoms jsonb, OUT p_polynomial jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The polynomial of /, min, max or round of polynomials, and the atoms with the one that it may have become. Division by a
-- constant is none; the least or greatest of equal values is that value. Raises LED_091.
DECLARE
    v_constant boolean := p_values[2] -> 't' = '{}' OR p_values[2] #> '{t,""}' IS NOT NULL
        AND (p_values[2] -> 't') - '' = '{}';
    v_number numeric := coalesce((p_values[2] #>> '{t,""}')::numeric, 0);
    v_atom jsonb := jsonb_build_object('f', p_function, 'of', to_jsonb(p_values));
    v_position integer;
BEGIN
    IF p_function = '/' AND v_constant THEN
        IF v_number = 0 THEN
            PERFORM hera_internal.raise_error('LED_091', p_path, 'the amount divides by zero');
        END IF;
        p_polynomial := hera_internal.multiply_polynomials(p_values[1], hera_internal.normal_polynomial(
            jsonb_build_object('', sign(v_number) * (p_values[2] ->> 'd')::numeric), abs(v_number)
        ));
        RETURN;
    ELSIF p_function = 'round' THEN
        IF cardinality(p_values) > 2 OR cardinality(p_values) = 2
            AND (v_constant AND p_values[2] ->> 'd' = '1' AND v_number BETWEEN 0 AND 9) IS NOT TRUE
        THEN
            PERFORM hera_internal.raise_error('LED_091', p_path, 'round takes an amount and 0 to 9 decimals');
        END IF;
        v_atom := jsonb_build_object('f', p_function, 'of', jsonb_build_array(p_values[1]), 'decimals', v_number);
    ELSIF p_function IN ('min', 'max') THEN
        IF cardinality(p_values) NOT BETWEEN 2 AND 8 THEN
            PERFORM hera_internal.raise_error('LED_091', p_path, format('%s takes 2 to 8 amounts', p_function));
        END IF;
        v_atom := jsonb_build_object(
            'f', p_function, 'of', (SELECT jsonb_agg(DISTINCT v.amount) FROM unnest(p_values) AS v (amount))
        );
        IF jsonb_array_length(v_atom -> 'of') = 1 THEN
            p_polynomial := p_values[1];
            RETURN;
        END IF;
    END IF;
    SELECT a.number INTO v_position FROM jsonb_array_elements(p_atoms) WITH ORDINALITY AS a (atom, number)
    WHERE a.atom = v_atom;
    IF v_position IS NULL THEN
        p_atoms := p_atoms || v_atom;
        v_position := jsonb_array_length(p_atoms);
        IF v_position > 16 THEN
            PERFORM hera_internal.raise_error('LED_091', p_path, 'a template has at most 16 of /, min, max and round');
        END IF;
    END IF;
    p_polynomial := jsonb_build_object('d', 1, 't', jsonb_build_object(v_position + 4, 1));
END
$function$;
COMMENT ON FUNCTION hera_internal.add_atom(text, jsonb[], text, jsonb) IS 'Polynomial of a part of an expression that may be no polynomial.';
GRANT EXECUTE ON FUNCTION hera_internal.add_atom(text, jsonb[], text, jsonb) TO hera_owner;
