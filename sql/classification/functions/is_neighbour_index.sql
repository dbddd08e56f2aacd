CREATE FUNCTION hera_internal.is_neighbour_index(p_index oid)
RETURNS boolean
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Whether this is an HNSW index that maintenance makes and drops as patterns grow: no part of the storage that migrations
-- make, and no guard, so that one which is being built weakens nothing.
BEGIN
    RETURN EXISTS (
        SELECT FROM pg_class AS c
        INNER JOIN pg_am AS m ON m.oid = c.relam AND m.amname = 'hnsw'
        INNER JOIN pg_index AS x ON x.indexrelid = c.oid AND NOT x.indisunique
        WHERE c.oid = p_index AND starts_with(c.relname, 'neighbours_')
            AND x.indrelid = to_regclass('hera.ai_transaction_patterns')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.is_neighbour_index(oid) IS 'Whether an index is one of neighbours, which comes and goes.';
ALTER FUNCTION hera_internal.is_neighbour_index(oid) OWNER TO hera_owner;
