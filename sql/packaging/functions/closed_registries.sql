CREATE FUNCTION hera_internal.closed_registries()
RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- A row more in one of these would let somebody do more than this version allows.
    SELECT ARRAY['hera_internal.status_transition', 'hera_internal.role_permission', 'hera_internal.request_field']
$function$;
COMMENT ON FUNCTION hera_internal.closed_registries() IS 'Seeded tables that hold what this version says and nothing else.';
ALTER FUNCTION hera_internal.closed_registries() OWNER TO hera_owner;
