CREATE FUNCTION hera_internal.read_expression(
    p_text text, p_path text, INOUT p_atoms jsonb, OUT p_polynomial jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The polynomial that an expression is, net being gross less tax. What is none (min, max, round, division by what varies)
-- becomes a variable of its own, an atom; equal ones are the same atom, so that they can cancel out. Nothing of the text
-- is ever executed. Raises LED_091.
DECLARE
    v_word text;
    v_stack jsonb[] := '{}'::jsonb[];
    v_depth integer;
    v_values integer;
    v_top jsonb;
    v_atom record;
BEGIN
    FOREACH v_word IN ARRAY hera_internal.order_expression(hera_internal.split_expression(p_text, p_path), p_path) LOOP
        v_depth := cardinality(v_stack);
        v_values := CASE
            WHEN v_word = 'neg' THEN 1 WHEN v_word ~ '[(]' THEN split_part(v_word, '(', 2)::integer
            WHEN v_word ~ '^[-+*/]$' THEN 2 ELSE 0
        END;
        v_top := v_stack[v_depth];
        IF v_word ~ '^[0-9]' THEN
            v_top := hera_internal.normal_polynomial(
                jsonb_build_object('', replace(v_word, '.', '')::numeric), ('1e' || scale(v_word::numeric))::numeric
            );
        ELSIF v_values = 0 THEN
            v_top := '{"gross": {"1": 1}, "net": {"1": 1, "2": -1}, "tax": {"2": 1}, "quantity": {"3": 1}, "rate": {"4": 1}}'::jsonb
                -> v_word;
            v_top := jsonb_build_object('d', 1, 't', v_top);
        ELSIF v_word = 'neg' THEN
            v_top := hera_internal.add_polynomials('{"d": 1, "t": {}}', v_top, -1);
        ELSIF v_word IN ('+', '-') THEN
            v_top := hera_internal.add_polynomials(v_stack[v_depth - 1], v_top, CASE v_word WHEN '+' THEN 1 ELSE -1 END);
        ELSIF v_word = '*' THEN
            v_top := hera_internal.multiply_polynomials(v_stack[v_depth - 1], v_top);
        ELSE
            v_atom := hera_internal.add_atom(
                split_part(v_word, '(', 1), v_stack[v_depth - v_values + 1 : v_depth], p_path, p_atoms
            );
            p_atoms := v_atom.p_atoms;
            v_top := v_atom.p_polynomial;
        END IF;
        IF v_top IS NULL THEN
            PERFORM hera_internal.raise_error('LED_091', p_path, 'the amount is too large to be kept as a sum of products');
        END IF;
        v_stack := trim_array(v_stack, v_values) || v_top;
    END LOOP;
    p_polynomial := v_stack[1];
END
$function$;
COMMENT ON FUNCTION hera_internal.read_expression(text, text, jsonb) IS 'Polynomial and atoms of an expression.';
GRANT EXECUTE ON FUNCTION hera_internal.read_expression(text, text, jsonb) TO hera_owner;
