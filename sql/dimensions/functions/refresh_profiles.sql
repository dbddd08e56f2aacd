CREATE FUNCTION hera.refresh_profiles(p_organization_id uuid DEFAULT NULL, p_recompute boolean DEFAULT false)
RETURNS TABLE (organization_id uuid, effects bigint, fault text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Brings the profiles of one organization, or of all, up to date; documents become part of them a refresh after they were
-- committed. effects is NULL where another session is at it. A fault in the books of one organization stops no other.
-- With p_recompute the books are counted anew, which gives the same. Raises AUTHZ_001.
DECLARE
    v_organization_id uuid;
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    FOR v_organization_id IN
        SELECT o.organization_id FROM hera.core_organizations AS o
        WHERE p_organization_id IS NULL OR o.organization_id = p_organization_id
        ORDER BY o.organization_id
    LOOP
        organization_id := v_organization_id;
        effects := NULL;
        fault := NULL;
        BEGIN
            effects := hera_internal.refresh_profile(v_organization_id, p_recompute);
        EXCEPTION
            WHEN query_canceled THEN
                RAISE;
            WHEN OTHERS THEN
                fault := SQLERRM;
        END;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.refresh_profiles(uuid, boolean) IS 'Brings the profiles that dimensions are judged by up to date.';
ALTER FUNCTION hera.refresh_profiles(uuid, boolean) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.refresh_profiles(uuid, boolean) TO hera_admin;
