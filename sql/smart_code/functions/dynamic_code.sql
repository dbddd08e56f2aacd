CREATE FUNCTION hera_internal.dynamic_code(
    p_smart_code text, p_dimensions text[], p_stage text, p_explanation jsonb, p_confidence numeric
)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The dynamic smart code of a document, from what is stored of it: static code, tokens in their order, the model that
-- spoke (tag and version in the explanation, else the stage of a guess) and its confidence, rounded down to whole
-- percent. The usual form of a static code is rendered in place; any other is read by the grammar, and one that the
-- grammar does not know has no dynamic code (NULL).
DECLARE
    v_tag text;
    v_version text;
    v_parts jsonb;
BEGIN
    IF p_smart_code IS NULL THEN
        RETURN NULL;
    ELSIF p_confidence IS NOT NULL AND p_stage <> 'rule' THEN
        v_tag := coalesce(p_explanation #>> '{model,tag}', p_stage);
        v_version := p_explanation #>> '{model,version}';
    END IF;
    -- Of 47 characters both names have at most 32; a bound in the expression would cost more than all the rest.
    IF length(p_smart_code) > 47 OR p_smart_code !~ '^HERA[.][A-Z][A-Z0-9_]*[.][A-Z][A-Z0-9_]*[.]AUTO[.]v1$' THEN
        BEGIN
            v_parts := jsonb_build_object(
                'static', hera_internal.read_smart_code(p_smart_code) -> 'static',
                'dimensions', jsonb_build_object('tokens', p_dimensions),
                'model_tag', v_tag, 'model_version', v_version, 'confidence', floor(p_confidence * 100)
            );
        EXCEPTION WHEN SQLSTATE 'ZHS01' OR SQLSTATE 'ZHS02' OR SQLSTATE 'ZHS03' OR SQLSTATE 'ZHS04' OR SQLSTATE 'ZHS05' THEN
            RETURN NULL;
        END;
        RETURN hera_internal.write_smart_code(v_parts);
    ELSIF p_confidence IS NULL AND coalesce(p_dimensions, '{}') = '{}' THEN
        RETURN p_smart_code;
    END IF;
    RETURN concat_ws(
        '.', left(p_smart_code, -8), nullif(array_to_string(p_dimensions, '.'), ''), v_tag, 'v' || v_version,
        'conf' || floor(p_confidence * 100)
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.dynamic_code(text, text[], text, jsonb, numeric) IS 'Dynamic smart code of a document, from what is stored of it.';
