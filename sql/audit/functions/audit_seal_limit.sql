CREATE FUNCTION hera_internal.audit_seal_limit()
RETURNS interval
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN make_interval(secs => hera_internal.server_setting_value('audit_seal_limit')::float8);
END
$function$;
COMMENT ON FUNCTION hera_internal.audit_seal_limit() IS 'How long a leaf may wait for its seal.';
ALTER FUNCTION hera_internal.audit_seal_limit() OWNER TO hera_owner;
