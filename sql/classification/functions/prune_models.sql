CREATE FUNCTION hera_internal.prune_models(p_organization_id uuid)
RETURNS void
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Drops the weights of retired models that never spoke, and of those that spoke but the last twelve: the weights are
-- large, and what is left says that they were there.
BEGIN
    DELETE FROM hera.ai_model_features AS f
    WHERE f.organization_id = p_organization_id AND f.model_id IN (
        SELECT r.id FROM (
            SELECT m.id, m.activated_at, row_number() OVER (ORDER BY m.activated_at DESC NULLS LAST) AS place
            FROM hera.ai_models AS m
            WHERE m.organization_id = p_organization_id AND m.status = 'retired' AND m.feature_count > 0
        ) AS r
        WHERE r.activated_at IS NULL OR r.place > 12
    );
    UPDATE hera.ai_models AS m
    SET feature_count = 0
    WHERE m.organization_id = p_organization_id AND m.status = 'retired' AND m.feature_count > 0
        AND NOT EXISTS (
            SELECT FROM hera.ai_model_features AS f
            WHERE f.organization_id = p_organization_id AND f.model_id = m.id
        );
END
$function$;
COMMENT ON FUNCTION hera_internal.prune_models(uuid) IS 'Drops the weights of models that no longer matter.';
