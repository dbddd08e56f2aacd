CREATE FUNCTION hera.smart_code_matches(p_code text, p_pattern text)
RETURNS boolean
LANGUAGE plpgsql
STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether the canonical form of a code fits a pattern: segments, * for one segment, ** for any number, then conditions
-- such as risk=LOWRISK|MINIMALRISK after blanks. Reads the registry only, so it needs no organization. Raises SMC_001
-- to SMC_005 for the code, SMC_001 and SMC_007 for the pattern, whatever the code is.
DECLARE
    v_parts CONSTANT jsonb := hera_internal.read_smart_code(p_code);
    v_words text[];
    v_matches boolean;
    v_holds boolean;
BEGIN
    IF octet_length(p_pattern) NOT BETWEEN 1 AND 1000 THEN
        PERFORM hera_internal.raise_error(
            'SMC_001', 'pattern', format('the pattern has %s bytes', octet_length(p_pattern))
        );
    END IF;
    v_words := string_to_array(p_pattern, ' ');
    IF v_words[1] !~ '^([A-Za-z0-9_]+|[*]{1,2})([.]([A-Za-z0-9_]+|[*]{1,2}))*$' THEN
        PERFORM hera_internal.raise_error(
            'SMC_007', 'pattern', 'the pattern is not a row of segments',
            'Segments, * for one and ** for any number, a full stop between them; conditions after one blank each.'
        );
    END IF;
    v_matches := hera_internal.match_segments(
        string_to_array(hera_internal.write_smart_code(v_parts), '.'), string_to_array(v_words[1], '.')
    );
    -- Every condition is read, so that a fault is found whatever the code is.
    FOR v_number IN 2..cardinality(v_words) LOOP
        v_holds := hera_internal.match_dimension(
            v_parts -> 'dimensions', v_words[v_number], format('conditions[%s]', v_number - 2)
        );
        v_matches := v_matches AND v_holds;
    END LOOP;
    RETURN v_matches;
END
$function$;
COMMENT ON FUNCTION hera.smart_code_matches(text, text) IS 'Whether a smart code fits a pattern of segments and conditions on dimensions.';
GRANT EXECUTE ON FUNCTION hera.smart_code_matches(text, text) TO hera_app, hera_admin;
