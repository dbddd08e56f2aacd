CREATE FUNCTION hera_internal.burn_rates()
RETURNS TABLE (level text, span text, burn numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- How fast each error budget burns: the share of bad events over the share that the objective allows; 1 uses it up exactly
-- in its days. NULL where nothing was sampled in the time, 0 where nothing happened in it.
BEGIN
    RETURN QUERY
    WITH counted AS MATERIALIZED (
        SELECT c.* FROM hera_internal.level_counts(clock_timestamp() - interval '3 days') AS c
    )
    SELECT l.name, w.span, round(coalesce(sum(c.bad) / nullif(sum(c.total), 0), CASE WHEN count(c.at) > 0 THEN 0 END)
        / (1 - l.objective), 3)
    FROM hera_internal.service_level AS l
    -- Half a minute more: samples are a minute apart, and the first of a window must not fall out of it.
    CROSS JOIN (
        VALUES ('5m', interval '5 minutes 30 seconds'), ('30m', interval '30 minutes 30 seconds'), ('1h', interval '60.5 minutes'),
        ('6h', interval '6 hours'), ('3d', interval '3 days')
    ) AS w (span, length)
    LEFT JOIN counted AS c ON c.level = l.name AND c.at > clock_timestamp() - w.length
    GROUP BY l.name, l.objective, w.span;
END
$function$;
COMMENT ON FUNCTION hera_internal.burn_rates() IS 'How fast error budgets burn.';
ALTER FUNCTION hera_internal.burn_rates() OWNER TO hera_owner;
