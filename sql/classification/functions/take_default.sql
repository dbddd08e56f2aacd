CREATE FUNCTION hera_internal.take_default(
    p_caller hera_internal.caller_context, p_document hera_internal.document, p_result hera_internal.classification
)
RETURNS hera_internal.classification
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The account of the control role that a stated smart code names.
BEGIN
    p_result.stage := 'stated';
    p_result.account_code := p_caller.control_accounts ->> p_document.template_role;
    p_result.explanation := '{"stage": "stated", "field": "smart_code"}';
    RETURN p_result;
END
$function$;
COMMENT ON FUNCTION hera_internal.take_default(hera_internal.caller_context, hera_internal.document, hera_internal.classification) IS 'Account of a stated smart code.';
