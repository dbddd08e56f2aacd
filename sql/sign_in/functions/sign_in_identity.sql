CREATE FUNCTION hera_internal.sign_in_identity(p_organization_id uuid, p_user text)
RETURNS text
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- An actor belongs to an organization, a login to none.
BEGIN
    RETURN coalesce(p_organization_id, '00000000-0000-0000-0000-000000000000')::text || p_user;
END
$function$;
COMMENT ON FUNCTION hera_internal.sign_in_identity(uuid, text) IS 'Text that stands for an actor or a login in registers of sign-ins.';
ALTER FUNCTION hera_internal.sign_in_identity(uuid, text) OWNER TO hera_owner;
