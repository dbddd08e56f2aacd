SELECT organization_id, id, version, scope, status, classes, bias, offsets, combiner, parameters, evidence, trained_rows, trained_through, trained_at,
    feature_count, activated_at, retired_at, predecessor_id, created_at, created_by
FROM hera.ai_models WHERE false;

SELECT organization_id, model_id, feature, norm, weights FROM hera.ai_model_features WHERE false;

DO $verify$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_catalog.pg_index AS i
        WHERE i.indexrelid = pg_catalog.to_regclass('hera.ai_models_in_use_uq') AND i.indisvalid AND i.indisunique
    ) THEN
        RAISE EXCEPTION 'an organization could have two models that speak';
    END IF;
END
$verify$;
