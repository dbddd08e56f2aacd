CREATE FUNCTION hera_internal.rejection_key(p_type text, p_payee text, p_text text)
RETURNS text
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Payee and text are normalized. The unit is left out: what is wrong for a payee and text is wrong in every cost centre.
DECLARE
    v_keys text[] := hera_internal.memory_keys(p_type, p_payee, p_text, NULL, NULL);
BEGIN
    RETURN v_keys[2];
END
$function$;
COMMENT ON FUNCTION hera_internal.rejection_key(text, text, text) IS 'Key under which rejections and voices are kept; NULL when there is nothing to know.';
