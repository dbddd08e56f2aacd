CREATE FUNCTION hera_internal.read_code_static(p_segments text[], OUT p_static jsonb, OUT p_next integer)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The static part, with mode and version filled in where they are left out, and the number of the first segment after
-- it. Raises SMC_002, SMC_003.
DECLARE
    v_mode text;
    v_version integer := 1;
BEGIN
    IF p_segments[1] <> 'HERA' THEN
        PERFORM hera_internal.raise_error('SMC_002', 'segments[0]', 'a smart code begins with HERA');
    END IF;
    IF cardinality(p_segments) < 3 THEN
        PERFORM hera_internal.raise_error('SMC_002', 'code', 'a smart code names a module and a process');
    END IF;
    FOR v_number IN 2..3 LOOP
        IF p_segments[v_number] !~ '^[A-Z][A-Z0-9_]{0,31}$' THEN
            PERFORM hera_internal.raise_error(
                'SMC_002', format('segments[%s]', v_number - 1),
                format('%s is not the name of a module or process', left(p_segments[v_number], 40)),
                'One capital letter and up to 31 more, digits or underscores.'
            );
        END IF;
    END LOOP;
    p_next := 4;
    SELECT m.mode INTO v_mode FROM hera_internal.smart_code_mode AS m WHERE m.mode = p_segments[4];
    IF v_mode IS NULL THEN
        SELECT m.mode INTO STRICT v_mode FROM hera_internal.smart_code_mode AS m WHERE m.neutral;
    ELSE
        p_next := 5;
    END IF;
    IF p_segments[p_next] ~ '^v[0-9]' THEN
        v_version := hera_internal.read_code_number(
            substr(p_segments[p_next], 2), format('segments[%s]', p_next - 1), 1, 9999
        );
        p_next := p_next + 1;
    END IF;
    p_static := jsonb_build_object(
        'namespace', 'HERA', 'module', p_segments[2], 'process', p_segments[3], 'mode', v_mode, 'version', v_version
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_code_static(text[]) IS 'The static part of a smart code.';
