CREATE FUNCTION hera_internal.require_code_model(p_parts jsonb)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Model tag, model version and confidence of a smart code to be written. Raises SMC_003, SMC_006.
DECLARE
    v_tag text;
    v_version text;
BEGIN
    v_tag := hera_internal.require_code_text(
        p_parts -> 'model_tag', 'model_tag', '^(?!v[0-9]|conf)[a-z][a-z0-9_]{1,31}$'
    );
    v_version := hera_internal.require_code_text(
        p_parts -> 'model_version', 'model_version', '^(0|[1-9][0-9]{0,3})([.](0|[1-9][0-9]{0,3})){0,2}$'
    );
    IF v_version IS NOT NULL AND v_tag IS NULL THEN
        PERFORM hera_internal.raise_error(
            'SMC_006', 'model_version', 'a model version needs a model tag',
            'Without the tag the version would be read as that of the static code.'
        );
    END IF;
    PERFORM hera_internal.require_code_integer(p_parts -> 'confidence', 'confidence', 0, 100);
    IF coalesce(jsonb_typeof(p_parts -> 'canonical'), 'null') NOT IN ('null', 'boolean') THEN
        PERFORM hera_internal.raise_error('SMC_006', 'canonical', 'canonical is not a boolean');
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.require_code_model(jsonb) IS 'Refuses a model tag, model version or confidence that no smart code can have.';
