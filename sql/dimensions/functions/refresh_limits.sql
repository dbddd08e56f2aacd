CREATE FUNCTION hera_internal.refresh_limits(p_organization_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts the limits of one organization, or of all, right after a setting was changed; what was refreshed stays. Waits for
-- a refresh that is going on.
DECLARE
    v_organization_id uuid;
    v_limits jsonb;
    v_profile hera_internal.organization_profile%ROWTYPE;
BEGIN
    FOR v_organization_id IN
        SELECT o.organization_id FROM hera.core_organizations AS o
        WHERE p_organization_id IS NULL OR o.organization_id = p_organization_id
        ORDER BY o.organization_id
    LOOP
        v_limits := hera_internal.limits_in_force(v_organization_id);
        SELECT o.* INTO v_profile FROM hera_internal.organization_profile AS o
        WHERE o.organization_id = v_organization_id
        FOR UPDATE;
        IF FOUND THEN
            v_limits := v_limits - ARRAY['horizon', 'cluster_id', 'counterparties'];
        END IF;
        DELETE FROM hera_internal.organization_profile AS o WHERE o.organization_id = v_organization_id;
        INSERT INTO hera_internal.organization_profile SELECT (jsonb_populate_record(v_profile, v_limits)).*;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.refresh_limits(uuid) IS 'Recomputes the limits of the dimensions of one organization, or of all.';
ALTER FUNCTION hera_internal.refresh_limits(uuid) OWNER TO hera_owner;
