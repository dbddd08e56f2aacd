CREATE FUNCTION hera_internal.neighbour_index_sql(p_name text, p_organization_id uuid, p_type text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The statement that makes the HNSW index of one type of one organization. Embeddings have unit length, so that the inner
-- product orders as the cosine does. The graph is denser than pgvector's default, which misses one in ten of what is
-- nearest among fifty thousand.
BEGIN
    RETURN format(
        'CREATE INDEX CONCURRENTLY %I ON hera.ai_transaction_patterns USING hnsw (embedding %I.vector_ip_ops)'
        ' WITH (m = 32, ef_construction = 128)'
        ' WHERE organization_id = %L AND transaction_type = %L AND level = ''text'' AND seen > 0',
        p_name, hera_internal.vector_schema(), p_organization_id, p_type
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.neighbour_index_sql(text, uuid, text) IS 'Statement that makes the index of the neighbours of one type.';
ALTER FUNCTION hera_internal.neighbour_index_sql(text, uuid, text) OWNER TO hera_owner;
