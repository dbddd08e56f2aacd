CREATE FUNCTION hera_internal.ask_neighbours(
    p_organization_id uuid, p_type text, p_embedding text, p_rejected text[] DEFAULT '{}',
    OUT account_code text, OUT score numeric, OUT evidence text, OUT explanation jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
AS $function$
-- Ten nearest patterns by cosine distance vote with the square of their similarity. Where maintenance has made an HNSW index
-- for this type, all its patterns are searched through that. Else the search is exact, over the two
-- thousand patterns of this type that were decided last, so that its cost does not grow with the books. The text of the
-- vector is parsed in a subquery of its own: once, not for every row. Embeddings have unit length, so the inner product
-- is the cosine; it is taken before the sort by date, which then moves numbers and not vectors. The explanation keeps the
-- nearest patterns with their distances, which is all that the vote depends on.
DECLARE
    v_index CONSTANT regclass := to_regclass('hera.' || hera_internal.neighbour_index_name(p_organization_id, p_type));
    v_searched boolean := false;
    v_nearest jsonb;
    v_votes record;
BEGIN
    IF v_index IS NOT NULL THEN
        SELECT s.searched, s.nearest INTO v_searched, v_nearest
        FROM hera_internal.search_neighbours(p_organization_id, p_type, p_embedding, p_rejected, v_index) AS s;
    END IF;
    IF NOT v_searched THEN
        SELECT jsonb_agg(
            jsonb_build_object('pattern', n.id, 'account', n.account_code, 'distance', n.distance) ORDER BY n.distance, n.id
        )
        INTO v_nearest
        FROM (
            SELECT c.id, c.account_code, round((1 + c.distance)::numeric, 6) AS distance
            FROM (
                SELECT p.id, p.account_code, p.embedding <#> (SELECT p_embedding::vector(256)) AS distance
                FROM hera.ai_transaction_patterns AS p
                WHERE p.organization_id = p_organization_id AND p.transaction_type = p_type
                    AND p.level = 'text' AND p.embedding IS NOT NULL AND p.seen > 0
                    AND p.account_code <> ALL (p_rejected)
                ORDER BY p.last_seen_at DESC
                LIMIT 2000
            ) AS c
            ORDER BY c.distance
            LIMIT 10
        ) AS n
        WHERE n.distance < 0.7;
    END IF;
    IF v_nearest IS NULL THEN
        RETURN;
    END IF;
    v_votes := hera_internal.weigh_neighbours(v_nearest);
    account_code := v_votes.account_code;
    evidence := format(
        'neighbours.%s.%s', hera_internal.similarity_class(v_votes.similarity), hera_internal.share_class(v_votes.share)
    );
    score := round(v_votes.share * v_votes.similarity * 0.8, 4);
    explanation := jsonb_build_object(
        'similarity', round(v_votes.similarity, 3), 'share', round(v_votes.share, 3), 'votes', v_votes.votes,
        'nearest', v_nearest
    );
    IF v_searched THEN
        explanation := explanation || '{"search": "hnsw"}';
    END IF;
END
$function$;
COMMENT ON FUNCTION hera_internal.ask_neighbours(uuid, text, text, text[]) IS 'Account that the nearest past documents vote for.';
