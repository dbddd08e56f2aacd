CREATE FUNCTION hera_internal.caller_name()
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Inside a SECURITY DEFINER function current_user is the owner; the setting role keeps what SET ROLE chose.
BEGIN
    RETURN coalesce(nullif(current_setting('role'), 'none'), session_user::text);
END
$function$;
COMMENT ON FUNCTION hera_internal.caller_name() IS 'The database role that called, seen through SECURITY DEFINER functions.';
GRANT EXECUTE ON FUNCTION hera_internal.caller_name() TO hera_owner;
