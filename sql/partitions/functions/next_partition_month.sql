CREATE FUNCTION hera_internal.next_partition_month(p_months integer)
RETURNS date
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The first of the months from this one on, p_months ahead at most, that a partitioned table lacks; NULL when none does.
BEGIN
    RETURN (
        SELECT min(m.month)::date
        FROM hera_internal.partitioned_table AS t
        CROSS JOIN generate_series(
            date_trunc('month', now() AT TIME ZONE 'UTC'), date_trunc('month', now() AT TIME ZONE 'UTC')
                + make_interval(months => p_months), '1 month'
        ) AS m (month)
        WHERE to_regclass(t.relation || to_char(m.month, '_YYYY_MM')) IS NULL
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.next_partition_month(integer) IS 'First month ahead that has no partitions yet.';
ALTER FUNCTION hera_internal.next_partition_month(integer) OWNER TO hera_owner;
