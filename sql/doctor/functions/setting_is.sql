CREATE FUNCTION hera_internal.setting_is(p_name text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- A setting of the server; NULL where it does not exist or may not be read, which is unknown.
BEGIN
    RETURN current_setting(p_name, true);
EXCEPTION
    WHEN insufficient_privilege THEN
        RETURN NULL;
END
$function$;
COMMENT ON FUNCTION hera_internal.setting_is(text) IS 'A setting of the server, as far as it may be read.';
ALTER FUNCTION hera_internal.setting_is(text) OWNER TO hera_owner;
