CREATE FUNCTION hera.rollback_model(p_organization_id uuid, p_reason text)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Takes the voice from the model that speaks and gives it back to the one before it; to none when there was none or its
-- weights are not kept any more. What it posted stays: hera.undo_model reverses that. Raises AI_010, VAL_005.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'models.promote');
    v_model record;
    v_before uuid;
BEGIN
    PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
    SELECT m.id, m.predecessor_id INTO v_model FROM hera.ai_models AS m
    WHERE m.organization_id = p_organization_id AND m.status = 'active'
    FOR NO KEY UPDATE;
    IF v_model.id IS NULL THEN
        PERFORM hera_internal.raise_error('AI_010', 'p_organization_id', 'no model speaks');
    END IF;
    UPDATE hera.ai_models AS m
    SET status = 'retired', retired_at = clock_timestamp()
    WHERE m.organization_id = p_organization_id AND m.id = v_model.id;
    UPDATE hera.ai_models AS m
    SET status = 'active', activated_at = clock_timestamp(), retired_at = NULL
    WHERE m.organization_id = p_organization_id AND m.id = v_model.predecessor_id AND m.status = 'retired'
        AND m.feature_count > 0
    RETURNING m.id INTO v_before;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'model.rolled_back', v_model.id, v_by, NULL,
        jsonb_build_object('reason', p_reason, 'active', v_before)
    );
    RETURN jsonb_build_object('retired', v_model.id, 'active', v_before);
END
$function$;
COMMENT ON FUNCTION hera.rollback_model(uuid, text) IS 'Returns to the model that spoke before.';
GRANT EXECUTE ON FUNCTION hera.rollback_model(uuid, text) TO hera_app, hera_admin;
