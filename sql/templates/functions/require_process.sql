CREATE FUNCTION hera_internal.require_process(p_smart_code text, OUT process text, OUT version integer)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The process of a static smart code, written out with its mode, and the version that it states or NULL. Raises SMC_001 to
-- SMC_003, and VAL_010 for a code that is not static or is that of stated lines.
DECLARE
    v_parts jsonb := hera_internal.read_smart_code(p_smart_code);
    v_static jsonb := v_parts -> 'static';
BEGIN
    process := concat_ws('.', 'HERA', v_static ->> 'module', v_static ->> 'process', v_static ->> 'mode');
    IF p_smart_code ~ '[.]v[0-9]+$' THEN
        version := (v_static ->> 'version')::integer;
    END IF;
    PERFORM hera_internal.require_known(
        'p_smart_code', p_smart_code, NOT jsonb_path_exists(v_parts, '$.dimensions.*') AND v_parts ->> 'model_tag' IS NULL
        AND v_parts ->> 'confidence' IS NULL AND process <> 'HERA.JOURNAL.MANUAL.AUTO'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.require_process(text) IS 'Process and version of a static smart code.';
