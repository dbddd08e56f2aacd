CREATE FUNCTION hera.undo_model(
    p_organization_id uuid, p_model uuid, p_since timestamptz, p_dry_run boolean DEFAULT true
)
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- Reverses what a model posted without a person since a moment (NULL: ever) and nobody reversed or approved yet; by
-- default it only says what that would be: how many documents by the stage that spoke, memory or model, and the net effect
-- on each account. All or nothing. Raises AI_010, LED_012.
DECLARE
    v_caller hera_internal.caller_context := hera_internal.authorize(p_organization_id, 'transactions.reverse');
    v_version integer := (
        SELECT m.version FROM hera.ai_models AS m WHERE m.organization_id = p_organization_id AND m.id = p_model
    );
    v_ids uuid[];
    v_id uuid;
    v_stages jsonb;
    v_effect jsonb;
BEGIN
    IF v_version IS NULL THEN
        PERFORM hera_internal.raise_error('AI_010', 'p_model');
    END IF;
    WITH posted AS MATERIALIZED (
        SELECT d.* FROM hera_internal.posted_by_model(p_organization_id, p_model, p_since) AS d
    )
    SELECT ARRAY(SELECT d.transaction_id FROM posted AS d ORDER BY d.transaction_id), coalesce((
        SELECT jsonb_object_agg(s.stage, s.documents)
        FROM (SELECT d.stage, count(*) AS documents FROM posted AS d GROUP BY d.stage) AS s
    ), '{}')
    INTO v_ids, v_stages;
    v_effect := hera_internal.net_effect(p_organization_id, v_ids);
    IF NOT p_dry_run THEN
        FOREACH v_id IN ARRAY v_ids LOOP
            PERFORM hera_internal.lock_transaction(p_organization_id, v_id);
            PERFORM hera_internal.reverse_posted(v_caller, v_id, format('undo of model version %s', v_version), NULL);
        END LOOP;
        PERFORM hera_internal.write_audit_leaf(
            p_organization_id, 'model.undone', p_model, v_caller.actor, NULL,
            jsonb_build_object('since', p_since, 'documents', cardinality(v_ids), 'stages', v_stages, 'accounts', v_effect)
        );
    END IF;
    RETURN jsonb_build_object(
        'model', p_model, 'version', v_version, 'since', p_since, 'dry_run', p_dry_run,
        'documents', cardinality(v_ids), 'stages', v_stages, 'accounts', v_effect
    );
END
$function$;
COMMENT ON FUNCTION hera.undo_model(uuid, uuid, timestamptz, boolean) IS 'Shows, or reverses, what a model posted since a moment.';
GRANT EXECUTE ON FUNCTION hera.undo_model(uuid, uuid, timestamptz, boolean) TO hera_app;
