CREATE FUNCTION hera_internal.caller_name()
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Inside a SECURITY DEFINER function current_user is the owner; the setting role keeps what SET ROLE chose.
    SELECT coalesce(nullif(current_setting('role'), 'none'), session_user::text)
$function$;
COMMENT ON FUNCTION hera_internal.caller_name() IS 'The database role that called, seen through SECURITY DEFINER functions.';
