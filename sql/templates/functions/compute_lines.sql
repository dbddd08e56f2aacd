CREATE FUNCTION hera_internal.compute_lines(p_program jsonb, p_document hera_internal.document)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines of a template with the amounts of this document, each rounded to the decimals of the currency; what that
-- leaves goes to the line that is the rest, or to the account of the role rounding. An amount below zero stands on the
-- other side. Raises LED_092 for a document that the template cannot post.
DECLARE
    v_values numeric[] := hera_internal.atom_values(p_program -> 'atoms', ARRAY[
        p_document.total_amount, p_document.tax_amount, hera_internal.metadata_number(p_document.metadata, 'quantity'),
        hera_internal.metadata_number(p_document.metadata, 'rate')
    ]);
    v_line record;
    v_debit numeric;
    v_difference numeric := 0;
    v_lines jsonb := '[]'::jsonb;
BEGIN
    -- A request was judged before; a template that a rule or a person chose for a document was not.
    IF hera_internal.quantity_faults(p_program -> 'uses', p_document.metadata) <> '[]' THEN
        PERFORM hera_internal.raise_error('LED_092', 'smart_code', 'the document lacks a quantity or rate that the template needs');
    END IF;
    FOR v_line IN
        SELECT l.value, l.number FROM jsonb_array_elements(
            p_program -> 'lines' || CASE p_program -> 'rounds'
                WHEN 'true' THEN '[{"account": "rounding", "side": "credit", "amount": null}]'::jsonb ELSE '[]'
            END
        ) WITH ORDINALITY AS l (value, number)
        -- What the others leave is known last.
        ORDER BY l.value -> 'amount' = 'null', l.number
    LOOP
        v_debit := CASE
            WHEN v_line.value -> 'amount' = 'null' THEN -v_difference
            ELSE hera_internal.polynomial_value(v_line.value -> 'amount', v_values, p_document.minor_unit)
                * CASE v_line.value ->> 'side' WHEN 'debit' THEN 1 ELSE -1 END
        END;
        v_difference := v_difference + v_debit;
        IF (abs(v_debit) < 1e15) IS NOT TRUE THEN
            PERFORM hera_internal.raise_error('LED_092', 'smart_code', 'an amount of the template is too large for this document');
        END IF;
        v_lines := v_lines || (v_line.value || jsonb_build_object(
            'side', CASE WHEN v_debit > 0 THEN 'debit' ELSE 'credit' END, 'amount', abs(v_debit), 'number', v_line.number
        ));
    END LOOP;
    IF NOT v_lines @? '$[*] ? (@.amount > 0)' THEN
        PERFORM hera_internal.raise_error('LED_092', 'smart_code', 'every amount of the template is zero for this document');
    END IF;
    RETURN (SELECT jsonb_agg(l.value ORDER BY (l.value ->> 'number')::integer) FROM jsonb_array_elements(v_lines) AS l);
END
$function$;
COMMENT ON FUNCTION hera_internal.compute_lines(jsonb, hera_internal.document) IS 'Lines of a template with the amounts of a document.';
