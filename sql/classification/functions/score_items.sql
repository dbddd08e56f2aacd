CREATE FUNCTION hera_internal.score_items(
    p_organization_id uuid, p_model_id uuid, p_classes text[], p_bias real[], p_inputs hera_internal.guess_input[]
)
RETURNS hera_internal.model_score[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- What hera_internal.score_model says of each of many documents, in order. Weights are added in the order of their
-- features there and here, so the sums are the same to the last bit.
DECLARE
    v_bias CONSTANT vector := p_bias::vector;
    v_size CONSTANT integer[] := ARRAY[cardinality(p_bias)];
BEGIN
    RETURN ARRAY(
        SELECT ROW(
            CASE
                WHEN o.top[1] > o.top[2] AND o.top[2] > o.top[3] AND o.top[3] > o.top[4] AND o.top[4] > o.top[5] THEN ARRAY[
                    p_classes[array_position(m.margins, o.top[1])], p_classes[array_position(m.margins, o.top[2])],
                    p_classes[array_position(m.margins, o.top[3])], p_classes[array_position(m.margins, o.top[4])],
                    p_classes[array_position(m.margins, o.top[5])]
                ]
                WHEN o.top IS NOT NULL THEN ARRAY(
                    SELECT p_classes[u.place] FROM unnest(m.margins) WITH ORDINALITY AS u (margin, place)
                    ORDER BY u.margin DESC, u.place LIMIT 5
                )
            END,
            o.top, CASE WHEN o.top IS NOT NULL THEN p_model_id END, NULL, m.norm
        )::hera_internal.model_score
        FROM (SELECT (p_inputs[n]).features AS features, n FROM generate_subscripts(p_inputs, 1) AS n OFFSET 0) AS i
        CROSS JOIN LATERAL (
            SELECT sum(f.weights) AS weights, sum(f.norm)::float8 AS norm, array_agg(f.feature) AS known
            FROM hera.ai_model_features AS f
            WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = ANY (
                ARRAY(SELECT hashtextextended(u.feature, 0) FROM unnest(i.features) AS u (feature))
            )
        ) AS s
        CROSS JOIN LATERAL (
            SELECT CASE WHEN hashtextextended(i.features[1], 0) = ANY (s.known) THEN
                CASE WHEN hashtextextended(i.features[13], 0) <> ALL (s.known) THEN hera_internal.text_hashes(i.features[13]) END
                || CASE WHEN hashtextextended(i.features[14], 0) <> ALL (s.known) THEN hera_internal.text_hashes(i.features[14]) END
            END AS hashes
            OFFSET 0
        ) AS p
        CROSS JOIN LATERAL (
            SELECT sum(f.weights) AS weights, sum(f.norm) AS norm
            FROM hera.ai_model_features AS f
            WHERE f.organization_id = p_organization_id AND f.model_id = p_model_id AND f.feature = ANY (p.hashes)
        ) AS e
        LEFT JOIN LATERAL (
            SELECT n.norm, (
                coalesce(s.weights + e.weights, s.weights) * array_fill((1 / sqrt(n.norm))::real, v_size)::vector + v_bias
            )::real[] AS margins
            FROM (SELECT s.norm + coalesce(e.norm, 0) AS norm OFFSET 0) AS n
            WHERE hashtextextended(i.features[1], 0) = ANY (s.known)
            OFFSET 0
        ) AS m ON true
        LEFT JOIN LATERAL (
            SELECT ARRAY(SELECT unnest(m.margins) AS margin ORDER BY margin DESC LIMIT 5) AS top
            WHERE m.margins IS NOT NULL
            OFFSET 0
        ) AS o ON true
        ORDER BY i.n
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.score_items(uuid, uuid, text[], real[], hera_internal.guess_input[]) IS 'Likeliest accounts of a model, for each of many documents.';
