CREATE FUNCTION hera_internal.add_weights(
    p_organization_id uuid, p_model_id uuid, p_features text[], p_sum real[], OUT weights real[], OUT missing text[]
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- Adds the weights of these features, each as often as it stands there, and names those that the model does not know.
DECLARE
    v_sum vector;
BEGIN
    SELECT sum(f.weights), array_agg(h.feature) FILTER (WHERE f.feature IS NULL)
    INTO v_sum, missing
    FROM unnest(p_features) AS h (feature)
    LEFT JOIN hera.ai_model_features AS f
        ON f.organization_id = p_organization_id AND f.model_id = p_model_id
            AND f.feature = hashtextextended(h.feature, 0);
    weights := CASE
        WHEN p_sum IS NULL THEN v_sum
        WHEN v_sum IS NULL THEN p_sum::vector
        ELSE p_sum::vector + v_sum
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.add_weights(uuid, uuid, text[], real[]) IS 'Sum of the weights of features.';
