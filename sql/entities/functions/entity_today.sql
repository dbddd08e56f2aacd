CREATE FUNCTION hera_internal.entity_today(p_organization_id uuid)
RETURNS date
LANGUAGE plpgsql
STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises the day it is where the organization keeps its books. Locks and raises nothing.
DECLARE
    v_timezone text;
BEGIN
    SELECT o.timezone INTO v_timezone
    FROM hera.core_organizations AS o
    WHERE o.organization_id = p_organization_id;
    RETURN (now() AT TIME ZONE coalesce(v_timezone, 'UTC'))::date;
END
$function$;
COMMENT ON FUNCTION hera_internal.entity_today(uuid) IS 'Today in the time zone of the organization.';
