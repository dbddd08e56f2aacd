CREATE FUNCTION hera_internal.is_admin()
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN pg_has_role(
        coalesce(nullif(current_setting('role'), 'none'), session_user::text)::name, 'hera_admin', 'MEMBER'
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_admin() IS 'Whether the caller operates HERA: a member of hera_admin or a superuser.';
