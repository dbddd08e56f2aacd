CREATE FUNCTION hera_internal.entity_fault(p_code text, p_path text, p_message text, p_hint text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises one fault in the form that outcomes and error details use. Locks and raises nothing.
BEGIN
    RETURN jsonb_build_object('code', p_code, 'path', p_path, 'message', p_message, 'hint', p_hint);
END
$function$;
COMMENT ON FUNCTION hera_internal.entity_fault(text, text, text, text) IS
'One fault as jsonb: code, path, message, hint.';
