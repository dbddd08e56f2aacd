CREATE FUNCTION hera.start_model(p_organization_id uuid, p_model uuid)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Puts a candidate into shadow: from now on its choice is kept beside the one in force. The model that was in shadow
-- retires. Where no evidence is asked for (ai_promotion_minimum is 0) the model speaks at once.
-- Raises AI_010, AI_013.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'models.train');
    v_model record := hera_internal.lock_model(p_organization_id, p_model, ARRAY['candidate']);
BEGIN
    IF v_model.feature_count = 0 THEN
        PERFORM hera_internal.raise_error('AI_013', 'p_model', 'the model has no weights');
    END IF;
    UPDATE hera.ai_models AS m
    SET status = 'retired', retired_at = clock_timestamp()
    WHERE m.organization_id = p_organization_id AND m.status = 'shadow';
    UPDATE hera.ai_models AS m SET status = 'shadow' WHERE m.organization_id = p_organization_id AND m.id = p_model;
    PERFORM hera_internal.prune_models(p_organization_id);
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'model.shadowed', p_model, v_by, NULL, jsonb_build_object('version', v_model.version)
    );
    PERFORM hera_internal.promote_when_due(p_organization_id, v_by);
    RETURN (
        SELECT jsonb_build_object('model', m.id, 'version', m.version, 'status', m.status)
        FROM hera.ai_models AS m WHERE m.organization_id = p_organization_id AND m.id = p_model
    );
END
$function$;
COMMENT ON FUNCTION hera.start_model(uuid, uuid) IS 'Puts a candidate into shadow.';
GRANT EXECUTE ON FUNCTION hera.start_model(uuid, uuid) TO hera_app, hera_admin;
