CREATE FUNCTION hera_internal.find_missing_partitions()
RETURNS SETOF text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT t.relation || to_char(m.month, '_YYYY_MM')
    FROM hera_internal.partitioned_table AS t
    CROSS JOIN generate_series(
        date_trunc('month', now() AT TIME ZONE 'UTC'), (now() AT TIME ZONE 'UTC') + interval '6 months', '1 month'
    ) AS m (month)
    WHERE NOT EXISTS (
        SELECT FROM pg_inherits AS i
        WHERE i.inhparent = t.relation::regclass
            AND i.inhrelid = to_regclass(t.relation || to_char(m.month, '_YYYY_MM'))
    )
$function$;
COMMENT ON FUNCTION hera_internal.find_missing_partitions() IS 'Partitioned tables without partitions for this and the next six months.';
ALTER FUNCTION hera_internal.find_missing_partitions() OWNER TO hera_owner;
