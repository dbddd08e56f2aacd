CREATE FUNCTION hera.sample_capacity()
RETURNS TABLE (database_bytes bigint, documents bigint, waiting bigint)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Writes down how large the database is and how much is in use, and forgets what is older than 400 days; the job of the
-- same name does it once an hour. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.sample_capacity');
    DELETE FROM hera_internal.capacity_sample AS s WHERE s.sampled_at < clock_timestamp() - interval '400 days';
    RETURN QUERY
    INSERT INTO hera_internal.capacity_sample AS s (
        sampled_at, database_bytes, documents, connections, connection_limit, waiting, wal_bytes
    )
    SELECT clock_timestamp(), pg_database_size(current_database()), d.documents, c.connections, c.connection_limit, (
        SELECT count(*) FROM hera.universal_transactions AS t WHERE t.posting_status IN ('pending_review', 'manual_required')
    ), (SELECT w.wal_bytes FROM pg_stat_wal AS w)
    FROM hera_internal.connection_use() AS c
    CROSS JOIN (
        SELECT coalesce(sum(r.reltuples) FILTER (WHERE r.reltuples > 0), 0)::bigint AS documents
        FROM pg_inherits AS i
        JOIN pg_class AS r ON r.oid = i.inhrelid
        WHERE i.inhparent = 'hera.universal_transactions'::regclass
    ) AS d
    RETURNING s.database_bytes, s.documents, s.waiting;
END
$function$;
COMMENT ON FUNCTION hera.sample_capacity() IS 'Writes down how large the database is and how much is in use.';
ALTER FUNCTION hera.sample_capacity() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.sample_capacity() TO hera_admin;
