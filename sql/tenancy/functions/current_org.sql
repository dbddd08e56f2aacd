CREATE FUNCTION hera_internal.current_org()
RETURNS uuid
LANGUAGE plpgsql
STABLE SECURITY DEFINER PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $function$
-- The organization that row security shows to a login; NULL shows nothing.
DECLARE
    v_context record;
BEGIN
    SELECT c.organization_id, c.actor INTO v_context FROM hera_internal.read_context() AS c;
    RETURN v_context.organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.current_org() IS 'Organization of the signed context, for the policies of logins.';
ALTER FUNCTION hera_internal.current_org() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.current_org() TO hera_app, hera_bi, hera_admin, hera_auditor;
