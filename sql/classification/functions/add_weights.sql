CREATE FUNCTION hera_internal.add_weights(
    p_organization_id uuid, p_model_id uuid, p_features text[], p_weights real[], p_norm float8,
    OUT weights real[], OUT norm float8, OUT missing text[]
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET enable_seqscan = off
AS $function$
-- Adds the weights of these features and the squares for the length of the document's vector to what is there, and names
-- the features that the model does not know. One probe of the key each, whatever the planner knew of the table when the
-- session planned it.
DECLARE
    v_sum vector;
BEGIN
    SELECT sum((w.f).weights), coalesce(p_norm, 0) + coalesce(sum((w.f).norm), 0),
        array_agg(w.feature) FILTER (WHERE w.f IS NULL)
    INTO v_sum, norm, missing
    FROM (
        SELECT h.feature, (
            SELECT f FROM hera.ai_model_features AS f
            WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = h.hash
        ) AS f
        FROM (
            -- Hashing is not leakproof: under row security its result must be there before the key is compared.
            SELECT u.feature, hashtextextended(u.feature, 0) AS hash FROM unnest(p_features) AS u (feature) OFFSET 0
        ) AS h
        OFFSET 0
    ) AS w;
    weights := CASE
        WHEN p_weights IS NULL THEN v_sum
        WHEN v_sum IS NULL THEN p_weights::vector
        ELSE p_weights::vector + v_sum
    END;
END
$function$;
COMMENT ON FUNCTION hera_internal.add_weights(uuid, uuid, text[], real[], float8) IS 'Sum of the weights of features.';
