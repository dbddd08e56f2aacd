CREATE FUNCTION hera_internal.activate_model(p_organization_id uuid, p_model uuid, p_by text, p_evidence jsonb)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Lets a model speak in the place of the one that does, which retires and is returned. The evidence is kept with it.
DECLARE
    v_before uuid;
BEGIN
    UPDATE hera.ai_models AS m
    SET status = 'retired', retired_at = clock_timestamp()
    WHERE m.organization_id = p_organization_id AND m.status = 'active' AND m.id <> p_model
    RETURNING m.id INTO v_before;
    UPDATE hera.ai_models AS m
    SET status = 'active', activated_at = clock_timestamp(), retired_at = NULL, predecessor_id = v_before,
        evidence = m.evidence || jsonb_build_object('promotion', p_evidence || jsonb_build_object(
            'by', p_by, 'at', clock_timestamp(), 'replaced', v_before
        ))
    WHERE m.organization_id = p_organization_id AND m.id = p_model;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'model.promoted', p_model, p_by, NULL,
        p_evidence || jsonb_build_object('replaced', v_before)
    );
    RETURN v_before;
END
$function$;
COMMENT ON FUNCTION hera_internal.activate_model(uuid, uuid, text, jsonb) IS 'Lets a model speak from now on.';
