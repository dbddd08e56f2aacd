CREATE FUNCTION hera_internal.models_in_shadow()
RETURNS SETOF uuid
LANGUAGE sql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT m.organization_id FROM hera.ai_models AS m WHERE m.status = 'shadow' ORDER BY m.organization_id
$function$;
COMMENT ON FUNCTION hera_internal.models_in_shadow() IS 'Organizations with a model in shadow.';
ALTER FUNCTION hera_internal.models_in_shadow() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.models_in_shadow() TO hera_api;
