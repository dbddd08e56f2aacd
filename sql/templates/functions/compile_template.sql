CREATE FUNCTION hera_internal.compile_template(p_lines jsonb, p_path text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What is computed for each line of a template: proof first that it balances. Debit less credit must be zero as a
-- polynomial over the document and the atoms, so it is zero whatever their values are; or one line is the rest. rounds
-- says whether rounding can leave a difference. NULL for lines that can be posted as they stand. Raises LED_090, LED_091.
DECLARE
    v_line record;
    v_read record;
    v_atoms jsonb := '[]'::jsonb;
    v_lines jsonb := '[]'::jsonb;
    v_rest integer := 0;
    v_exact boolean := true;
    v_sum jsonb := '{"d": 1, "t": {}}'::jsonb;
    v_debit jsonb;
    v_credit jsonb;
BEGIN
    FOR v_line IN SELECT l.value, l.number FROM jsonb_array_elements(p_lines) WITH ORDINALITY AS l (value, number) LOOP
        IF btrim(v_line.value ->> 'amount') = 'rest' THEN
            v_rest := v_rest + 1;
            v_lines := v_lines || (v_line.value - 'amount' || '{"amount": null}');
            CONTINUE;
        END IF;
        v_read := hera_internal.read_expression(
            v_line.value ->> 'amount', format('%s[%s].amount', p_path, v_line.number - 1), v_atoms
        );
        v_atoms := v_read.p_atoms;
        v_lines := v_lines || (v_line.value || jsonb_build_object('amount', v_read.p_polynomial));
        v_exact := v_exact AND v_read.p_polynomial -> 'd' = '1' AND (v_read.p_polynomial -> 't') - '{1,2}'::text[] = '{}';
        v_sum := hera_internal.add_polynomials(
            v_sum, v_read.p_polynomial, CASE v_line.value ->> 'side' WHEN 'debit' THEN 1 ELSE -1 END
        );
    END LOOP;
    IF v_rest > 1 THEN
        PERFORM hera_internal.raise_error('LED_090', p_path, 'only one line can be the rest');
    ELSIF v_rest = 0 AND (v_sum -> 't' = '{}') IS NOT TRUE THEN
        PERFORM hera_internal.raise_error('LED_090', p_path, hera_internal.imbalance_words(v_lines, v_atoms));
    END IF;
    IF hera_internal.is_plain_template(p_lines) THEN
        RETURN NULL;
    END IF;
    SELECT jsonb_agg(l.value -> 'amount' ORDER BY l.value -> 'amount') FILTER (WHERE l.value ->> 'side' = 'debit'),
        jsonb_agg(l.value -> 'amount' ORDER BY l.value -> 'amount') FILTER (WHERE l.value ->> 'side' = 'credit')
    INTO v_debit, v_credit
    FROM jsonb_array_elements(v_lines) AS l;
    RETURN jsonb_build_object(
        'lines', v_lines, 'atoms', v_atoms, 'rounds', v_rest = 0 AND NOT v_exact AND v_debit IS DISTINCT FROM v_credit,
        'uses', hera_internal.used_variables(v_lines, v_atoms)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.compile_template(jsonb, text) IS 'Program of the lines of a posting template that balances.';
GRANT EXECUTE ON FUNCTION hera_internal.compile_template(jsonb, text) TO hera_owner;
