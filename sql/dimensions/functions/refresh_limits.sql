CREATE FUNCTION hera_internal.refresh_limits(p_organization_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts the limits of one organization, or of all, right after a setting was changed.
DECLARE
    v_organization_id uuid;
BEGIN
    FOR v_organization_id IN
        SELECT o.organization_id FROM hera.core_organizations AS o
        WHERE p_organization_id IS NULL OR o.organization_id = p_organization_id
        ORDER BY o.organization_id
    LOOP
        DELETE FROM hera_internal.dimension_limits AS l WHERE l.organization_id = v_organization_id;
        INSERT INTO hera_internal.dimension_limits
        SELECT (jsonb_populate_record(
            NULL::hera_internal.dimension_limits, hera_internal.limits_in_force(v_organization_id)
        )).*;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_limits(uuid) IS 'Recomputes the limits of the dimensions of one organization, or of all.';
ALTER FUNCTION hera_internal.refresh_limits(uuid) OWNER TO hera_owner;
