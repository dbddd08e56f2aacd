CREATE FUNCTION hera.store_model(p_organization_id uuid, p_model jsonb)
RETURNS uuid
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Keeps the head of a trained model as a candidate and returns its id; hera.store_model_features adds its weights.
-- p_model: scope, classes, bias, offsets, combiner (absent or null: the shared weights), parameters, evidence,
-- trained_rows, trained_through. Raises AI_013, VAL_010.
DECLARE
    v_by text := hera_internal.authorize_manager(p_organization_id, 'models.train');
    v_classes text[];
    v_bias real[];
    v_offsets real[];
    v_combiner real[];
    v_id uuid := hera_internal.new_id();
BEGIN
    PERFORM hera_internal.require_known('p_model', NULL, coalesce(
        jsonb_typeof(p_model -> 'classes') = 'array' AND jsonb_array_length(p_model -> 'classes') BETWEEN 1 AND 2000
        AND jsonb_typeof(p_model -> 'trained_rows') = 'number' AND p_model ->> 'trained_through' IS NOT NULL, false
    ));
    v_classes := ARRAY(SELECT c.code FROM jsonb_array_elements_text(p_model -> 'classes') AS c (code));
    v_bias := ARRAY(SELECT b.value::real FROM jsonb_array_elements_text(p_model -> 'bias') AS b (value));
    v_offsets := ARRAY(SELECT b.value::real FROM jsonb_array_elements_text(p_model -> 'offsets') AS b (value));
    IF jsonb_typeof(p_model -> 'combiner') = 'array' THEN
        v_combiner := ARRAY(SELECT b.value::real FROM jsonb_array_elements_text(p_model -> 'combiner') AS b (value));
    END IF;
    IF cardinality(v_bias) <> cardinality(v_classes) OR cardinality(v_offsets) <> cardinality(v_classes)
        OR cardinality(v_combiner) <> 39 OR EXISTS (
        SELECT FROM unnest(v_classes) AS c (code)
        WHERE NOT EXISTS (
            SELECT FROM hera_internal.ledger_account AS a WHERE a.organization_id = p_organization_id AND a.code = c.code
        )
    ) THEN
        PERFORM hera_internal.raise_error('AI_013', 'p_model.classes',
            'each class must be an account with a bias and an offset, and a combiner has 39 weights'
        );
    END IF;
    -- Two trainings that end at once take their numbers one after the other.
    LOOP
        INSERT INTO hera.ai_models (
            organization_id, id, version, scope, status, classes, bias, offsets, combiner, parameters, evidence,
            trained_rows, trained_through, trained_at, created_at, created_by
        )
        SELECT p_organization_id, v_id, coalesce(max(m.version), 0) + 1, coalesce(p_model ->> 'scope', 'organization'),
            'candidate', v_classes, v_bias, v_offsets, v_combiner, coalesce(p_model -> 'parameters', '{}'),
            coalesce(p_model -> 'evidence', '{}'), (p_model ->> 'trained_rows')::integer, (p_model ->> 'trained_through')::timestamptz, clock_timestamp(),
            hera_internal.uuid_time(v_id), v_by
        FROM hera.ai_models AS m
        WHERE m.organization_id = p_organization_id
        ON CONFLICT (organization_id, version) DO NOTHING;
        EXIT WHEN FOUND;
    END LOOP;
    PERFORM hera_internal.write_audit_leaf(
        p_organization_id, 'model.trained', v_id, v_by, NULL,
        jsonb_build_object('classes', cardinality(v_classes), 'rows', p_model -> 'trained_rows')
    );
    RETURN v_id;
END
$function$;
COMMENT ON FUNCTION hera.store_model(uuid, jsonb) IS 'Keeps a trained model as a candidate, without weights yet, and returns its id.';
GRANT EXECUTE ON FUNCTION hera.store_model(uuid, jsonb) TO hera_app, hera_admin;
