CREATE FUNCTION hera_internal.refuse_own_work(
    p_caller hera_internal.caller_context, p_permission text, p_authors text[], p_path text
)
RETURNS void
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Raises AUTHZ_050 where the duty is kept apart and the caller made what it is about, or acts for who did.
BEGIN
    IF hera_internal.is_own_work(p_caller, p_authors) AND hera_internal.is_separated(p_caller, p_permission, p_authors) THEN
        PERFORM hera_internal.raise_error('AUTHZ_050', p_path);
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.refuse_own_work(hera_internal.caller_context, text, text[], text) IS 'Refuses a permission on one''s own work where duties are kept apart.';
