CREATE FUNCTION hera_internal.model_said(p_model_id uuid, p_version integer, p_margin real, p_account text)
RETURNS text
LANGUAGE sql
STABLE PARALLEL SAFE
AS $function$
-- The part of a choice's explanation that is the model's, NULL without a model; margin and account are null where all that
-- it would say was rejected.
SELECT ', "model": "' || p_model_id::text || '", "version": ' || p_version::text || ', "margin": '
    || coalesce(round(p_margin::numeric, 4)::text, 'null') || ', "model_account": '
    || coalesce(to_json(p_account)::text, 'null')
$function$;
COMMENT ON FUNCTION hera_internal.model_said(uuid, integer, real, text) IS 'What a model said, for the explanation of a choice.';
