CREATE FUNCTION hera_internal.answer_of(p_verdict text, p_account_code text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE p_verdict WHEN 'rejected' THEN 'rejected' ELSE coalesce(p_account_code, 'lines') END;
END
$function$;
COMMENT ON FUNCTION hera_internal.answer_of(text, text) IS 'What a verdict says: an account, lines or rejected.';
