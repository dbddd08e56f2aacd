CREATE FUNCTION hera_internal.refresh_number_series(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes the series into the row that every request reads; the caller has locked it.
DECLARE
    v_series jsonb := hera_internal.wanted_series(p_organization_id);
BEGIN
    UPDATE hera.core_organizations AS o SET number_series = v_series WHERE o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_number_series(uuid) IS 'Tells requests which series numbers which type.';
