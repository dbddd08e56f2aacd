CREATE FUNCTION hera_internal.add_weights(
    p_organization_id uuid, p_model_id uuid, p_features text[], p_sum real[], OUT weights real[], OUT missing text[]
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET enable_seqscan = off
AS $function$
-- Adds the weights of these features, each as often as it stands there, and names those that the model does not know.
-- One probe of the key each, whatever the planner knew of the table when the session planned it.
DECLARE
    v_sum vector;
BEGIN
    SELECT sum(w.weights), array_agg(w.feature) FILTER (WHERE w.weights IS NULL)
    INTO v_sum, missing
    FROM (
        SELECT h.feature, (
            SELECT f.weights FROM hera.ai_model_features AS f
            WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = h.hash
        ) AS weights
        FROM (
            -- Hashing is not leakproof: under row security its result must be there before the key is compared.
            SELECT u.feature, hashtextextended(u.feature, 0) AS hash FROM unnest(p_features) AS u (feature) OFFSET 0
        ) AS h
        OFFSET 0
    ) AS w;
    weights := CASE
        WHEN p_sum IS NULL THEN v_sum
        WHEN v_sum IS NULL THEN p_sum::vector
        ELSE p_sum::vector + v_sum
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.add_weights(uuid, uuid, text[], real[]) IS 'Sum of the weights of features.';
