CREATE FUNCTION hera_internal.measure_season(p_organization_id uuid, p_today date)
RETURNS smallint[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Documents of each month of the year in percent of the mean month, over the last three years of whole months; NULL while
-- fewer than twelve months have passed since the first document.
DECLARE
    v_until CONSTANT timestamp := date_trunc('month', p_today::timestamp);
BEGIN
    RETURN (
        SELECT array_agg(round(100 * a.documents / a.mean)::smallint ORDER BY a.place)
        FROM (
            SELECT date_part('month', s.month) AS place, avg(coalesce(m.documents, 0)) AS documents,
                avg(avg(coalesce(m.documents, 0))) OVER () AS mean
            FROM (
                SELECT g::date AS month
                FROM generate_series(
                    (
                        SELECT min(c.month) FROM hera_internal.month_count AS c
                        WHERE c.organization_id = p_organization_id AND c.month >= v_until - interval '36 months'
                    )::timestamp,
                    v_until - interval '1 month', '1 month'
                ) AS g
            ) AS s
            LEFT JOIN hera_internal.month_count AS m
                ON m.organization_id = p_organization_id AND m.month = s.month
            GROUP BY 1
        ) AS a
        WHERE a.mean > 0
        HAVING count(*) = 12
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.measure_season(uuid, date) IS 'Seasons of an organization.';
