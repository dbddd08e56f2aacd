CREATE FUNCTION hera_internal.template_account(p_caller hera_internal.caller_context, p_smart_code text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (
        SELECT p_caller.control_accounts ->> t.default_role
        FROM hera_internal.posting_template AS t
        WHERE t.smart_code = p_smart_code
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.template_account(hera_internal.caller_context, text) IS 'Account that a smart code means when nothing else is said.';
