CREATE FUNCTION hera.service_levels()
RETURNS TABLE (
    name text, description text, objective numeric, budget_days integer, measured numeric, budget_left numeric,
    burn_5m numeric, burn_30m numeric, burn_1h numeric, burn_6h numeric, burn_3d numeric, state text, runbook text
)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $function$
-- What is promised, what was measured over the days of the budget, and how fast the budget burns: 1 uses it up exactly in
-- its days. state is critical at 14.4 times over an hour or 6 times over six (and over 5 and 30 minutes), warning at once over
-- three days (and six hours), unknown where nothing was sampled.
BEGIN
    RETURN QUERY
    WITH counted AS MATERIALIZED (
        SELECT l.name, sum(c.total) AS total, sum(c.bad) AS bad
        FROM hera_internal.service_level AS l
        LEFT JOIN hera_internal.level_counts(clock_timestamp() - interval '90 days') AS c
            ON c.level = l.name AND c.at > clock_timestamp() - make_interval(days => l.budget_days)
        GROUP BY l.name
    ), burn AS (
        SELECT b.level, max(b.burn) FILTER (WHERE b.span = '5m') AS m5, max(b.burn) FILTER (WHERE b.span = '30m') AS m30,
            max(b.burn) FILTER (WHERE b.span = '1h') AS h1, max(b.burn) FILTER (WHERE b.span = '6h') AS h6,
            max(b.burn) FILTER (WHERE b.span = '3d') AS d3
        FROM hera_internal.burn_rates() AS b
        GROUP BY b.level
    )
    SELECT l.name, l.description, l.objective, l.budget_days::integer, round(1 - c.bad / nullif(c.total, 0), 6),
        round(1 - c.bad / nullif(c.total, 0) / (1 - l.objective), 4), b.m5, b.m30, b.h1, b.h6, b.d3,
        CASE
            WHEN (b.h1 > 14.4 AND b.m5 > 14.4) OR (b.h6 > 6 AND b.m30 > 6) THEN 'critical'
            WHEN b.d3 > 1 AND b.h6 > 1 THEN 'warning'
            WHEN b.h1 IS NULL OR b.m5 IS NULL THEN 'unknown'
            ELSE 'ok'
        END,
        'docs/service-levels.md#' || replace(l.name, '_', '-')
    FROM hera_internal.service_level AS l
    INNER JOIN counted AS c ON c.name = l.name
    INNER JOIN burn AS b ON b.level = l.name
    ORDER BY l.ordinal;
END
$function$;
COMMENT ON FUNCTION hera.service_levels() IS 'Service levels: what is promised, what was measured, how fast the error budget burns.';
ALTER FUNCTION hera.service_levels() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.service_levels() TO hera_admin;
