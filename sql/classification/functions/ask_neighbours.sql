CREATE FUNCTION hera_internal.ask_neighbours(
    p_organization_id uuid, p_type text, p_embedding text,
    OUT account_code text, OUT score numeric, OUT evidence text, OUT explanation jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- Ten nearest patterns by cosine distance vote with the square of their similarity. The search is exact, over the two
-- thousand patterns of this type that were decided last, so that its cost does not grow with the books. The text of the
-- vector is parsed in a subquery of its own: once, not for every row. Embeddings have unit length, so the inner product
-- is the cosine; it is taken before the sort by date, which then moves numbers and not vectors.
DECLARE
    v_nearest record;
BEGIN
    SELECT
        (array_agg(v.account_code ORDER BY v.weight DESC))[1] AS account_code,
        max(v.weight) / nullif(sum(v.weight), 0) AS share,
        max(v.similarity) AS similarity,
        jsonb_object_agg(v.account_code, round(v.weight::numeric, 3)) AS votes
    INTO v_nearest
    FROM (
        SELECT n.account_code, sum(n.similarity ^ 2) AS weight, max(n.similarity) AS similarity
        FROM (
            SELECT c.account_code, - c.distance AS similarity
            FROM (
                SELECT p.account_code, p.embedding <#> (SELECT p_embedding::vector(256)) AS distance
                FROM hera.ai_transaction_patterns AS p
                WHERE p.organization_id = p_organization_id AND p.transaction_type = p_type
                    AND p.level = 'text' AND p.embedding IS NOT NULL AND p.seen > 0
                ORDER BY p.last_seen_at DESC
                LIMIT 2000
            ) AS c
            ORDER BY c.distance
            LIMIT 10
        ) AS n
        WHERE n.similarity > 0.3
        GROUP BY n.account_code
    ) AS v;
    IF v_nearest.account_code IS NULL THEN
        RETURN;
    END IF;
    account_code := v_nearest.account_code;
    evidence := format(
        'neighbours.%s.%s', hera_internal.similarity_class(v_nearest.similarity::numeric),
        hera_internal.share_class(v_nearest.share::numeric)
    );
    score := round((v_nearest.share * v_nearest.similarity * 0.8)::numeric, 4);
    explanation := jsonb_build_object(
        'similarity', round(v_nearest.similarity::numeric, 3), 'share', round(v_nearest.share::numeric, 3),
        'votes', v_nearest.votes
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_neighbours(uuid, text, text) IS 'Account that the nearest past documents vote for.';
