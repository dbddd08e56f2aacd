CREATE FUNCTION hera_internal.own_tables()
RETURNS TABLE (oid oid, name text, rows bigint, dead bigint, modified bigint, inserted bigint, xid_age integer, multixact_age integer, bytes bigint)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The tables of HERA that hold rows, with what the statistics of the server say of them.
BEGIN
    RETURN QUERY
    SELECT c.oid, c.oid::regclass::text, greatest(c.reltuples, s.n_live_tup, 0)::bigint, coalesce(s.n_dead_tup, 0),
        coalesce(s.n_mod_since_analyze, 0), coalesce(s.n_ins_since_vacuum, 0), age(c.relfrozenxid), mxid_age(c.relminmxid),
        pg_total_relation_size(c.oid)
    FROM pg_class AS c
    LEFT JOIN pg_stat_all_tables AS s ON s.relid = c.oid
    WHERE c.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND c.relkind = 'r';
END
$function$;
COMMENT ON FUNCTION hera_internal.own_tables() IS 'Tables of HERA with their statistics.';
ALTER FUNCTION hera_internal.own_tables() OWNER TO hera_owner;
