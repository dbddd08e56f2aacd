CREATE FUNCTION hera_internal.split_smart_code(p_code text)
RETURNS text[]
LANGUAGE plpgsql
STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
-- The segments of a text that could be a smart code: of a bounded length, of the characters of a code, with no segment
-- empty. The length is judged before anything looks at the text. Raises SMC_001, SMC_002.
DECLARE
    v_segments text[];
    v_position integer;
BEGIN
    IF octet_length(p_code) NOT BETWEEN 1 AND 1000 THEN
        PERFORM hera_internal.raise_error(
            'SMC_001', 'code', format('the smart code has %s bytes', octet_length(p_code))
        );
    END IF;
    IF p_code ~ '[^A-Za-z0-9_.]' THEN
        -- The character itself is not repeated: it may be a control character.
        v_position := length(substring(p_code FROM '^[A-Za-z0-9_.]*')) + 1;
        PERFORM hera_internal.raise_error(
            'SMC_002', 'code', format('character %s of the smart code is not allowed', v_position),
            'Letters A to Z and a to z, digits, underscores, and a full stop between segments.'
        );
    END IF;
    v_segments := string_to_array(p_code, '.');
    v_position := array_position(v_segments, '');
    IF v_position IS NOT NULL THEN
        PERFORM hera_internal.raise_error(
            'SMC_002', format('segments[%s]', v_position - 1), 'a segment of the smart code is empty'
        );
    END IF;
    RETURN v_segments;
END
$function$;
COMMENT ON FUNCTION hera_internal.split_smart_code(text) IS 'Segments of a smart code, of bounded length and harmless characters.';
