CREATE FUNCTION hera_internal.model_explanation(p_model_id uuid, p_version integer, p_margin real, p_account text)
RETURNS jsonb
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- NULL for margin and account where all that the model would say was rejected.
SELECT (
    '{"model": "' || p_model_id::text || '", "version": ' || p_version::text || ', "margin": '
    || coalesce(round(p_margin::numeric, 4)::text, 'null') || ', "model_account": '
    || coalesce(to_json(p_account)::text, 'null') || '}'
)::jsonb
$function$;
COMMENT ON FUNCTION hera_internal.model_explanation(uuid, integer, real, text) IS 'What a model said, for the explanation of a choice.';
