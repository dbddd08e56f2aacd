CREATE FUNCTION hera.render_smart_code(p_parts jsonb)
RETURNS text
LANGUAGE plpgsql
STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- The canonical text of parts as hera.parse_smart_code gives them; what may be left out there may be left out here.
-- Reads the registry only, so it needs no organization. Raises SMC_001, SMC_003 to SMC_006.
BEGIN
    IF pg_column_size(p_parts) > 20000 OR hera_internal.is_unbounded(p_parts) OR octet_length(p_parts::text) > 10000 THEN
        PERFORM hera_internal.raise_error('SMC_001', 'parts', 'the parts have more than 10000 bytes');
    END IF;
    PERFORM hera_internal.require_code_fields(
        p_parts, 'parts', '{static,dimensions,model_tag,model_version,confidence,canonical}'
    );
    PERFORM hera_internal.require_code_static(p_parts -> 'static');
    PERFORM hera_internal.require_code_dimensions(nullif(p_parts -> 'dimensions', 'null'));
    PERFORM hera_internal.require_code_model(p_parts);
    RETURN hera_internal.write_smart_code(p_parts);
END
$function$;
COMMENT ON FUNCTION hera.render_smart_code(jsonb) IS 'The canonical text of the parts of a smart code.';
GRANT EXECUTE ON FUNCTION hera.render_smart_code(jsonb) TO hera_app, hera_admin;
