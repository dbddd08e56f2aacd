CREATE FUNCTION hera.list_periods(p_organization_id uuid, p_year integer DEFAULT NULL)
RETURNS TABLE (
    period text, starts_on date, ends_on date, closed_at timestamptz, closed_by text, state text, fiscal_year integer,
    adjustment boolean, roles text[]
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Without a year the periods that were closed by name, the last closed first; every day before the oldest of them is
-- closed too. With a fiscal year all its periods in order, each open, soft_locked (roles still post) or closed.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    IF p_year IS NULL THEN
        RETURN QUERY
        SELECT c.period, c.starts_on, c.ends_on, c.closed_at, c.closed_by, 'closed'::text, c.fiscal_year, c.adjustment,
            NULL::text[]
        FROM hera_internal.closed_period AS c
        WHERE c.organization_id = p_organization_id
        ORDER BY c.ordinal DESC;
        RETURN;
    END IF;
    PERFORM hera_internal.require_known('p_year', p_year::text, p_year BETWEEN 1901 AND 2998, '1901 to 2998');
    RETURN QUERY
    SELECT p.period, p.starts_on, p.ends_on, c.closed_at, c.closed_by,
        CASE
            WHEN hera_internal.period_is_closed(p_organization_id, o.closed_through, p.period, p.ends_on, p.adjustment)
                THEN 'closed'
            WHEN l.period IS NOT NULL THEN 'soft_locked'
            ELSE 'open'
        END,
        p.fiscal_year, p.adjustment, l.roles
    FROM hera.core_organizations AS o
    CROSS JOIN LATERAL (
        SELECT y.period, y.starts_on, y.ends_on, y.fiscal_year, y.adjustment, y.number
        FROM hera_internal.year_periods(p_organization_id, p_year) AS y
        UNION ALL
        SELECT x.period, x.starts_on, x.ends_on, x.fiscal_year, x.adjustment, x.number
        FROM hera_internal.closed_period AS x
        WHERE x.organization_id = p_organization_id AND x.fiscal_year = p_year AND x.number = 99
    ) AS p
    LEFT JOIN hera_internal.closed_period AS c ON c.organization_id = p_organization_id AND c.period = p.period
    LEFT JOIN hera_internal.period_lock AS l ON l.organization_id = p_organization_id AND l.period = p.period
    WHERE o.organization_id = p_organization_id
    ORDER BY p.number;
END
$function$;
COMMENT ON FUNCTION hera.list_periods(uuid, integer) IS 'Closed periods of the organization, or all periods of a fiscal year with their state.';
GRANT EXECUTE ON FUNCTION hera.list_periods(uuid, integer) TO hera_app;
