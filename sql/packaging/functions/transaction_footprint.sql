CREATE FUNCTION hera_internal.transaction_footprint()
RETURNS jsonb
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- By table of HERA: the rank of the strongest lock that this transaction holds, the file it is stored in, how often the
-- transaction read it whole, and its bytes. The size of a table that the transaction wrote anew is that of the new file.
BEGIN
    RETURN (
        SELECT jsonb_object_agg(c.oid, jsonb_build_array(
            (
                SELECT max(array_position(hera_internal.lock_modes(), l.mode)) FROM pg_locks AS l
                WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation = c.oid AND l.granted
                    AND l.database = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
            ),
            pg_relation_filenode(c.oid), s.seq_scan, coalesce(pg_relation_size(c.oid), 0)
        ))
        FROM pg_class AS c
        LEFT JOIN pg_stat_xact_all_tables AS s ON s.relid = c.oid
        WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind IN ('r', 'p', 'm')
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.transaction_footprint() IS 'Locks, files and scans of this transaction, by table.';
ALTER FUNCTION hera_internal.transaction_footprint() OWNER TO hera_owner;
