CREATE FUNCTION hera_internal.refresh_authority(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes what is limited and kept apart into the row that every request reads. The row is locked before the tables are
-- read, so that of two changes at once the later sees the earlier.
DECLARE
    v_authority jsonb;
BEGIN
    PERFORM FROM hera.core_organizations AS o WHERE o.organization_id = p_organization_id FOR NO KEY UPDATE;
    v_authority := hera_internal.wanted_authority(p_organization_id);
    UPDATE hera.core_organizations AS o SET authority = v_authority WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_authority(uuid) IS 'Tells requests which permissions have limits or are kept apart.';
