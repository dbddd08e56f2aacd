CREATE FUNCTION hera.store_model_features(
    p_organization_id uuid, p_model uuid, p_features text[], p_norms real[], p_weights text[]
)
RETURNS integer
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- Adds weights to a candidate: as many as it has classes for each feature, as the text of a vector. Returns how many
-- features were added. Raises AI_010, AI_013.
DECLARE
    v_model record;
    v_classes integer;
    v_added integer;
BEGIN
    PERFORM hera_internal.authorize_manager(p_organization_id, 'models.train');
    v_model := hera_internal.lock_model(p_organization_id, p_model, ARRAY['candidate']);
    v_classes := cardinality(v_model.classes);
    IF cardinality(p_features) IS DISTINCT FROM cardinality(p_weights)
        OR cardinality(p_features) IS DISTINCT FROM cardinality(p_norms) OR EXISTS (
        SELECT FROM unnest(p_weights) AS w (weights) WHERE w.weights IS NULL OR vector_dims(w.weights::vector) <> v_classes
    ) THEN
        PERFORM hera_internal.raise_error('AI_013', 'p_weights', 'a weight for each class is needed');
    END IF;
    INSERT INTO hera.ai_model_features (organization_id, model_id, feature, norm, weights)
    SELECT p_organization_id, p_model, hashtextextended(f.feature, 0), f.norm, f.weights::vector
    FROM unnest(p_features, p_norms, p_weights) AS f (feature, norm, weights)
    ON CONFLICT (organization_id, model_id, feature) DO NOTHING;
    GET DIAGNOSTICS v_added = ROW_COUNT;
    UPDATE hera.ai_models AS m
    SET feature_count = m.feature_count + v_added
    WHERE m.organization_id = p_organization_id AND m.id = p_model;
    RETURN v_added;
END
$function$;
COMMENT ON FUNCTION hera.store_model_features(uuid, uuid, text[], real[], text[]) IS 'Adds weights to a model that is not in use yet.';
GRANT EXECUTE ON FUNCTION hera.store_model_features(uuid, uuid, text[], real[], text[]) TO hera_app, hera_admin;
