CREATE FUNCTION hera.parse_smart_code(p_code text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- {"static": {"namespace", "module", "process", "mode", "version"}, "dimensions": {...}, "model_tag", "model_version",
-- "confidence", "canonical"}. Neutral values of dimensions are left out. canonical says whether hera.render_smart_code
-- gives the same text again. Reads the registry only, so it needs no organization. Raises SMC_001 to SMC_005.
DECLARE
    v_parts CONSTANT jsonb := hera_internal.read_smart_code(p_code);
BEGIN
    RETURN v_parts || jsonb_build_object('canonical', hera_internal.write_smart_code(v_parts) = p_code);
END
$function$;
COMMENT ON FUNCTION hera.parse_smart_code(text) IS 'The parts of a smart code, and whether it is written in its canonical form.';
GRANT EXECUTE ON FUNCTION hera.parse_smart_code(text) TO hera_app, hera_admin;
