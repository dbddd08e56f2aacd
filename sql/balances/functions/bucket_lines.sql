CREATE FUNCTION hera_internal.bucket_lines(p_days hera_internal.day_total[])
RETURNS TABLE (
    unit text,
    grain text,
    starts_on date,
    account_id uuid,
    currency text,
    debit numeric,
    credit numeric,
    lines bigint,
    base_debit numeric,
    base_credit numeric
)
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The buckets of the rollups that these totals belong to: day, month and year, each of all units and, where a line has
-- one, of its unit.
BEGIN
    RETURN QUERY
    SELECT u.unit, g.grain, g.starts_on, d.account_id, d.currency, sum(d.debit), sum(d.credit), sum(d.lines)::bigint,
        sum(d.base_debit), sum(d.base_credit)
    FROM unnest(p_days) AS d
    CROSS JOIN LATERAL (
        VALUES
        ('day', d.day),
        ('month', date_trunc('month', d.day::timestamp)::date),
        ('year', date_trunc('year', d.day::timestamp)::date)
    ) AS g (grain, starts_on)
    CROSS JOIN LATERAL unnest(array_remove(ARRAY['', d.unit], NULL)) AS u (unit)
    GROUP BY u.unit, g.grain, g.starts_on, d.account_id, d.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.bucket_lines(hera_internal.day_total[]) IS 'Totals of days as buckets of the rollups.';
GRANT EXECUTE ON FUNCTION hera_internal.bucket_lines(hera_internal.day_total[]) TO hera_owner;
