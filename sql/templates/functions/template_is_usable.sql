CREATE FUNCTION hera_internal.template_is_usable(p_organization_id uuid, p_smart_code text)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether a request can state this code: some template has it that is not retired.
BEGIN
    RETURN EXISTS (
        SELECT FROM hera_internal.organization_template AS t
        WHERE t.organization_id = p_organization_id AND t.smart_code = p_smart_code AND t.retired_at IS NULL
    ) OR EXISTS (SELECT FROM hera_internal.posting_template AS p WHERE p.smart_code = p_smart_code);
END
$function$;
COMMENT ON FUNCTION hera_internal.template_is_usable(uuid, text) IS 'Whether a smart code has a template that new documents can use.';
