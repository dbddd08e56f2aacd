CREATE FUNCTION hera_internal.mark_rules(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Tells requests whether there is any rule to look for; the caller has locked the organization.
DECLARE
    v_any boolean := EXISTS (
        SELECT FROM hera_internal.validation_rule AS r WHERE r.organization_id = p_organization_id AND r.enabled
    );
BEGIN
    UPDATE hera.core_organizations AS o SET has_rules = v_any WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.mark_rules(uuid) IS 'Marks an organization as having rules of its own or none.';
