CREATE FUNCTION hera_internal.read_weights(p_organization_id uuid, p_model_id uuid, p_features text[])
RETURNS TABLE (feature text, weights real[])
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- The rows that a document's margins are the sum of: parts of a payee or text only where the model has no row of it.
BEGIN
    RETURN QUERY
    WITH top AS (
        SELECT u.feature, hashtextextended(u.feature, 0) AS hash
        FROM unnest(p_features) AS u (feature)
    ),

    part AS (
        SELECT u.feature, hashtextextended(u.feature, 0) AS hash
        FROM unnest(p_features[13:14]) AS h (head)
        CROSS JOIN LATERAL unnest(hera_internal.text_block(h.head)) AS u (feature)
        WHERE NOT EXISTS (
            SELECT FROM hera.ai_model_features AS f
            WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id
                AND f.feature = hashtextextended(h.head, 0)
        )
    )

    SELECT a.feature, f.weights::real[]
    FROM (SELECT t.feature, t.hash FROM top AS t UNION ALL SELECT p.feature, p.hash FROM part AS p OFFSET 0) AS a
    INNER JOIN hera.ai_model_features AS f
        ON f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = a.hash;
END
$function$;
COMMENT ON FUNCTION hera_internal.read_weights(uuid, uuid, text[]) IS 'Weights of a document''s features, one row each.';
