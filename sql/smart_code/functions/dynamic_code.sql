CREATE FUNCTION hera_internal.dynamic_code(
    p_smart_code text, p_dimensions text[], p_stage text, p_explanation jsonb, p_confidence numeric
)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- The dynamic smart code of a document, from what is stored of it: static code, tokens in their order, the model that
-- spoke (tag and version in the explanation, else the stage of a guess) and its confidence, rounded down to whole
-- percent. The usual form of a static code is rendered in place. Of 47 characters both names have at most 32; a bound in
-- the regular expression would cost more than all the rest.
SELECT CASE
    WHEN p_smart_code IS NULL THEN NULL
    WHEN length(p_smart_code) > 47 OR p_smart_code !~ '^HERA[.][A-Z][A-Z0-9_]*[.][A-Z][A-Z0-9_]*[.]AUTO[.]v1$'
        THEN hera_internal.unusual_dynamic_code(p_smart_code, p_dimensions, p_stage, p_explanation, p_confidence)
    WHEN p_confidence IS NULL AND coalesce(p_dimensions, '{}') = '{}' THEN p_smart_code
    ELSE concat_ws(
        '.', left(p_smart_code, -8), nullif(array_to_string(p_dimensions, '.'), ''),
        CASE WHEN p_confidence IS NOT NULL AND p_stage <> 'rule' THEN coalesce(p_explanation #>> '{model,tag}', p_stage) END,
        CASE WHEN p_confidence IS NOT NULL AND p_stage <> 'rule' THEN 'v' || (p_explanation #>> '{model,version}') END,
        'conf' || floor(p_confidence * 100)::text
    )
END
$function$;
COMMENT ON FUNCTION hera_internal.dynamic_code(text, text[], text, jsonb, numeric) IS 'Dynamic smart code of a document, from what is stored of it.';
