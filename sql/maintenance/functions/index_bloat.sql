CREATE FUNCTION hera_internal.index_bloat()
RETURNS TABLE (oid oid, name text, bytes bigint, bloat numeric, method text)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The part of each B-tree index above 1 MB that holds nothing: measured by pgstattuple where it is installed and hera_owner
-- may call it (GRANT pg_stat_scan_tables TO hera_owner), else estimated from the types of what is indexed.
DECLARE
    v_function text := (
        SELECT format('%I.pgstatindex(regclass)', n.nspname) FROM pg_extension AS e
        INNER JOIN pg_namespace AS n ON n.oid = e.extnamespace
        WHERE e.extname = 'pgstattuple'
    );
    v_measures boolean := to_regprocedure(v_function) IS NOT NULL
        AND has_function_privilege(current_user, v_function, 'EXECUTE');
    v_index record;
BEGIN
    FOR v_index IN
        SELECT x.indexrelid, x.indexrelid::regclass::text AS name, pg_relation_size(x.indexrelid) AS bytes,
            greatest(i.reltuples, 0) * (16 + w.width) / 0.9 AS needed
        FROM pg_index AS x
        INNER JOIN pg_class AS i ON i.oid = x.indexrelid AND i.relkind = 'i'
        INNER JOIN pg_am AS m ON m.oid = i.relam AND m.amname = 'btree'
        CROSS JOIN LATERAL (
            -- The server shows statistics of no table under row security: text is taken for 24 bytes.
            SELECT sum(ceil(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 24 END / 8.0) * 8) AS width
            FROM pg_attribute AS a
            WHERE a.attrelid = x.indexrelid
        ) AS w
        WHERE i.relnamespace IN ('hera'::regnamespace, 'hera_internal'::regnamespace) AND x.indisvalid
            AND pg_relation_size(x.indexrelid) > 1048576
    LOOP
        oid := v_index.indexrelid;
        name := v_index.name;
        bytes := v_index.bytes;
        IF v_measures THEN
            EXECUTE format('SELECT greatest(0, 1 - nullif(s.avg_leaf_density, ''NaN'') / 90) FROM %s AS s',
                replace(v_function, 'regclass', quote_literal(v_index.name) || '::regclass')) INTO bloat;
            method := 'measured';
        ELSE
            bloat := greatest(0, 1 - v_index.needed / v_index.bytes);
            method := 'estimated';
        END IF;
        bloat := round(coalesce(bloat, 0), 3);
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION hera_internal.index_bloat() IS 'How much of the indexes of HERA is empty.';
ALTER FUNCTION hera_internal.index_bloat() OWNER TO hera_owner;
