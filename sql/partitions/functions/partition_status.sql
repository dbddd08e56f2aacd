CREATE FUNCTION hera.partition_status()
RETURNS TABLE (
    relation text, first_month date, last_month date, partitions integer, months_ahead integer, status text, bytes bigint
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET quote_all_identifiers = off
AS $function$
-- Each partitioned table with its months: months_ahead are those after this one up to the first that is missing. status is
-- ok, low below six, which hera.verify reports, and critical below three. Raises AUTHZ_001.
BEGIN
    IF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'hera.partition_status');
    END IF;
    RETURN QUERY
    SELECT t.relation, p.first_month, p.last_month, p.partitions, a.months_ahead,
        CASE WHEN a.months_ahead < 3 THEN 'critical' WHEN a.months_ahead < 6 THEN 'low' ELSE 'ok' END, p.bytes
    FROM hera_internal.partitioned_table AS t
    CROSS JOIN LATERAL (
        SELECT min(m.month) AS first_month, max(m.month) AS last_month, count(*)::integer AS partitions,
            sum(pg_total_relation_size(m.child))::bigint AS bytes
        FROM (
            SELECT i.inhrelid AS child, to_date(right(i.inhrelid::regclass::text, 7), 'YYYY_MM') AS month
            FROM pg_inherits AS i
            WHERE i.inhparent = t.relation::regclass
        ) AS m
    ) AS p
    CROSS JOIN LATERAL (
        SELECT coalesce(min(g.number) - 1, 120) AS months_ahead
        FROM generate_series(1, 120) AS g (number)
        WHERE NOT EXISTS (
            SELECT FROM pg_inherits AS i
            WHERE i.inhparent = t.relation::regclass AND i.inhrelid = to_regclass(t.relation || to_char(
                date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => g.number), '_YYYY_MM'
            ))
        )
    ) AS a
    ORDER BY t.ordinal;
END
$function$;
COMMENT ON FUNCTION hera.partition_status() IS 'Partitioned tables, their months and how many are made ahead.';
ALTER FUNCTION hera.partition_status() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.partition_status() TO hera_admin;
