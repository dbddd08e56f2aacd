CREATE FUNCTION hera_internal.refresh_templates(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the versions in force into the row that every request reads; the caller has locked it.
DECLARE
    v_templates jsonb := hera_internal.wanted_templates(p_organization_id);
BEGIN
    UPDATE hera.core_organizations AS o SET templates = v_templates WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_templates(uuid) IS 'Tells requests which versions of templates are in force.';
