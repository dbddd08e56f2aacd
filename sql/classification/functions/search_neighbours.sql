CREATE FUNCTION hera_internal.search_neighbours(
    p_organization_id uuid, p_type text, p_embedding text, p_rejected text[], p_index regclass,
    OUT searched boolean, OUT nearest jsonb
)
RETURNS record
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, @vector_schema@, pg_temp
SET enable_sort = off
SET jit = off
AS $function$
-- The ten nearest of all patterns of this type through their own HNSW index, which holds no others: what another
-- organization stores costs neither time nor recall. The statement is planned with the values as constants, or the
-- predicate would not be implied. The scan goes on where rows that are dead or rejected take the first places; where it
-- still does not give ten, or the index is not whole, searched is false and the caller searches exactly. The caller's own
-- settings of pgvector are put back. What is exact must stay so: nothing but the order of the index makes this approximate.
DECLARE
    v_breadth text := coalesce(current_setting('hnsw.ef_search', true), '40');
    v_goes_on text := coalesce(current_setting('hnsw.iterative_scan', true), 'off');
BEGIN
    PERFORM FROM pg_index AS x WHERE x.indexrelid = p_index AND x.indisvalid;
    searched := FOUND;
    IF NOT searched THEN
        RETURN;
    END IF;
    PERFORM set_config('hnsw.ef_search', '300', true), set_config('hnsw.iterative_scan', 'relaxed_order', true);
    EXECUTE $query$
        SELECT count(*) = 10, jsonb_agg(
            jsonb_build_object('pattern', n.id, 'account', n.account_code, 'distance', n.distance) ORDER BY n.distance, n.id
        ) FILTER (WHERE n.distance < 0.7)
        FROM (
            SELECT p.id, p.account_code, round((1 + (p.embedding <#> $3::vector(256)))::numeric, 6) AS distance
            FROM hera.ai_transaction_patterns AS p
            WHERE p.organization_id = $1 AND p.transaction_type = $2 AND p.level = 'text' AND p.seen > 0
                AND p.account_code <> ALL ($4)
            ORDER BY p.embedding <#> $3::vector(256)
            LIMIT 10
        ) AS n
    $query$ INTO searched, nearest USING p_organization_id, p_type, p_embedding, p_rejected;
    PERFORM set_config('hnsw.ef_search', v_breadth, true), set_config('hnsw.iterative_scan', v_goes_on, true);
END
$function$;
COMMENT ON FUNCTION hera_internal.search_neighbours(uuid, text, text, text[], regclass) IS 'Nearest patterns through the index of their type.';
