CREATE FUNCTION hera_internal.atom_values(p_atoms jsonb, p_values numeric[])
RETURNS numeric[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- gross, tax, quantity and rate followed by the value of each atom, to 20 decimals: each is made of those before it.
-- Raises LED_092 for a division by zero.
DECLARE
    v_atom jsonb;
    v_of numeric[];
BEGIN
    FOR v_atom IN SELECT a.value FROM jsonb_array_elements(p_atoms) AS a LOOP
        v_of := ARRAY(
            SELECT hera_internal.polynomial_value(o.value, p_values, coalesce((v_atom ->> 'decimals')::integer, 20))
            FROM jsonb_array_elements(v_atom -> 'of') WITH ORDINALITY AS o (value, number)
            ORDER BY o.number
        );
        IF v_atom ->> 'f' = '/' AND v_of[2] = 0 THEN
            PERFORM hera_internal.raise_error('LED_092', 'smart_code', 'the template divides by zero for this document');
        END IF;
        p_values := p_values || CASE v_atom ->> 'f'
            WHEN '/' THEN round(v_of[1] / v_of[2], 20)
            WHEN 'min' THEN (SELECT min(v.amount) FROM unnest(v_of) AS v (amount))
            WHEN 'max' THEN (SELECT max(v.amount) FROM unnest(v_of) AS v (amount))
            ELSE v_of[1]
        END;
    END LOOP;
    RETURN p_values;
END
$function$;
COMMENT ON FUNCTION hera_internal.atom_values(jsonb, numeric[]) IS 'Values of the document and of the atoms of a template.';
GRANT EXECUTE ON FUNCTION hera_internal.atom_values(jsonb, numeric[]) TO hera_owner;
