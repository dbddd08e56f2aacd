CREATE FUNCTION hera.promote_model(p_organization_id uuid, p_model uuid, p_reason text DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Lets a model speak from now on. Evidence is what it chose in shadow for the documents that people judged since, beside
-- what was in force; it is kept with the model. Where there is too little of it, or where it is the worse of the two, a
-- person must give a reason, which is kept instead. Raises AI_010, AI_011 (evidence), AI_013, VAL_005 (reason).
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'models.promote');
    v_model record := hera_internal.lock_model(
        p_organization_id, p_model, ARRAY['candidate', 'shadow', 'retired']
    );
    v_evidence jsonb := hera_internal.compare_model(p_organization_id, p_model);
    v_minimum integer := (
        SELECT (o.settings ->> 'ai_promotion_minimum')::integer FROM hera.core_organizations AS o
        WHERE o.organization_id = p_organization_id
    );
    v_before uuid;
BEGIN
    IF v_model.feature_count = 0 THEN
        PERFORM hera_internal.raise_error('AI_013', 'p_model', 'the weights of the model are not kept any more');
    ELSIF p_reason IS NOT NULL THEN
        PERFORM hera_internal.require_text(p_reason, 'p_reason', 1000);
        v_evidence := v_evidence || jsonb_build_object('reason', p_reason);
    ELSIF (v_evidence ->> 'judged')::integer < v_minimum THEN
        PERFORM hera_internal.raise_error('AI_011', 'p_model', format(
            '%s of %s documents were judged while it ran in shadow', v_evidence ->> 'judged', v_minimum
        ));
    ELSIF (v_evidence ->> 'worse_p')::float8 < 0.05 THEN
        PERFORM hera_internal.raise_error('AI_011', 'p_model', format(
            'it was wrong on %s documents that were right without it, and right on %s that were wrong',
            v_evidence ->> 'lost', v_evidence ->> 'won'
        ));
    END IF;
    v_before := hera_internal.activate_model(p_organization_id, p_model, v_by, v_evidence);
    RETURN jsonb_build_object(
        'model', p_model, 'version', v_model.version, 'status', 'active', 'replaced', v_before, 'evidence', v_evidence
    );
END
$function$;
COMMENT ON FUNCTION hera.promote_model(uuid, uuid, text) IS 'Lets a model speak from now on, and keeps why.';
GRANT EXECUTE ON FUNCTION hera.promote_model(uuid, uuid, text) TO hera_app, hera_admin;
