CREATE FUNCTION hera.settle_models(p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (organization_id uuid, done text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Promotes the models in shadow that people have judged enough, and retires those that proved worse: of one
-- organization, or of all for an operator. What the schedule calls. Raises AUTHZ_001.
DECLARE
    v_organization uuid;
    v_by text := hera_internal.caller_name();
BEGIN
    IF p_organization_id IS NOT NULL THEN
        v_by := hera_internal.authorize_manager(p_organization_id, 'models.promote');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    FOR v_organization IN
        SELECT s.shadowed FROM hera_internal.models_in_shadow() AS s (shadowed)
        WHERE p_organization_id IS NULL OR s.shadowed = p_organization_id
    LOOP
        PERFORM set_config('hera.organization_id', v_organization::text, true);
        organization_id := v_organization;
        done := hera_internal.promote_when_due(v_organization, v_by);
        IF done IS NOT NULL THEN
            RETURN NEXT;
        END IF;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera.settle_models(uuid) IS 'Promotes or retires models in shadow whose evidence is complete.';
GRANT EXECUTE ON FUNCTION hera.settle_models(uuid) TO hera_app, hera_admin;
