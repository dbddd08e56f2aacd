CREATE FUNCTION hera_internal.unusual_dynamic_code(
    p_smart_code text, p_dimensions text[], p_stage text, p_explanation jsonb, p_confidence numeric
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- hera_internal.dynamic_code of a static code in another form than the usual: it is read by the grammar, and one that the
-- grammar does not know has no dynamic code (NULL).
DECLARE
    v_guess CONSTANT boolean := p_confidence IS NOT NULL AND p_stage <> 'rule';
    v_parts jsonb;
    v_http CONSTANT text := coalesce(current_setting('hera.http_errors', true), '');
BEGIN
    PERFORM set_config('hera.http_errors', 'off', true);
    BEGIN
        v_parts := jsonb_build_object(
            'static', hera_internal.read_smart_code(p_smart_code) -> 'static',
            'dimensions', jsonb_build_object('tokens', p_dimensions),
            'model_tag', CASE WHEN v_guess THEN coalesce(p_explanation #>> '{model,tag}', p_stage) END,
            'model_version', CASE WHEN v_guess THEN p_explanation #>> '{model,version}' END,
            'confidence', floor(p_confidence * 100)
        );
    EXCEPTION WHEN SQLSTATE 'ZHS01' OR SQLSTATE 'ZHS02' OR SQLSTATE 'ZHS03' OR SQLSTATE 'ZHS04' OR SQLSTATE 'ZHS05' THEN
        v_parts := NULL;
    END;
    PERFORM set_config('hera.http_errors', v_http, true);
    IF v_parts IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN hera_internal.write_smart_code(v_parts);
END
$function$;
COMMENT ON FUNCTION hera_internal.unusual_dynamic_code(text, text[], text, jsonb, numeric) IS 'Dynamic smart code of a document whose static code is not in the usual form.';
