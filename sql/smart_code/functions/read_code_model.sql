CREATE FUNCTION hera_internal.read_code_model(p_segments text[], p_offset integer)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Model tag, model version and confidence: what is left of a code after its tokens; p_offset is the number of segments
-- before it. Raises SMC_002, SMC_003, SMC_004.
DECLARE
    v_next integer := 1;
    v_tag text;
    v_version text;
    v_confidence integer;
BEGIN
    IF p_segments[1] ~ '^[a-z]' AND p_segments[1] !~ '^(v[0-9]|conf)' THEN
        v_tag := p_segments[1];
        IF v_tag !~ '^[a-z][a-z0-9_]{1,31}$' THEN
            PERFORM hera_internal.raise_error(
                'SMC_002', format('segments[%s]', p_offset), format('%s is not a model tag', left(v_tag, 40)),
                'A small letter and 1 to 31 more, digits or underscores; not v and a digit, not conf.'
            );
        END IF;
        v_next := 2;
        IF p_segments[2] ~ '^v[0-9]' THEN
            v_version := hera_internal.read_code_number(
                substr(p_segments[2], 2), format('segments[%s]', p_offset + 1), 0, 9999
            );
            v_next := 3;
            WHILE v_next <= 4 AND p_segments[v_next] ~ '^[0-9]' LOOP
                v_version := v_version || '.' || hera_internal.read_code_number(
                    p_segments[v_next], format('segments[%s]', p_offset + v_next - 1), 0, 9999
                );
                v_next := v_next + 1;
            END LOOP;
        END IF;
    END IF;
    IF p_segments[v_next] ~ '^conf' THEN
        v_confidence := hera_internal.read_code_number(
            substr(p_segments[v_next], 5), format('segments[%s]', p_offset + v_next - 1), 0, 100
        );
        v_next := v_next + 1;
    END IF;
    IF v_next <= cardinality(p_segments) THEN
        PERFORM hera_internal.raise_error(
            'SMC_004', format('segments[%s].%s', p_offset + v_next - 1, left(p_segments[v_next], 40)),
            format('%s is not expected here', left(p_segments[v_next], 40)),
            'Tokens come before the model tag, its version after it, the confidence last.'
        );
    END IF;
    RETURN jsonb_build_object('model_tag', v_tag, 'model_version', v_version, 'confidence', v_confidence);
END
$function$;
COMMENT ON FUNCTION hera_internal.read_code_model(text[], integer) IS 'Model tag, model version and confidence of a smart code.';
