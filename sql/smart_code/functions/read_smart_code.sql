CREATE FUNCTION hera_internal.read_smart_code(p_code text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
-- The parts of a smart code. Whether it is written in its canonical form is the caller's question. Raises SMC_001 to
-- SMC_005.
DECLARE
    v_segments text[] := hera_internal.split_smart_code(p_code);
    v_start integer;
    v_end integer;
    v_static jsonb;
BEGIN
    SELECT s.p_static, s.p_next INTO v_static, v_start FROM hera_internal.read_code_static(v_segments) AS s;
    -- Tokens begin with a capital letter; nothing that may follow them does.
    v_end := v_start;
    WHILE v_segments[v_end] ~ '^[A-Z]' LOOP
        v_end := v_end + 1;
    END LOOP;
    RETURN jsonb_build_object(
        'static', v_static,
        'dimensions', hera_internal.read_code_dimensions(v_segments[v_start : v_end - 1], v_start - 1)
    ) || hera_internal.read_code_model(v_segments[v_end :], v_end - 1);
END
$function$;
COMMENT ON FUNCTION hera_internal.read_smart_code(text) IS 'The parts of a smart code, canonical or not.';
