CREATE FUNCTION hera_internal.find_late_lines(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT DISTINCT format('%s in %s', l.transaction_id, c.period) AS finding
        FROM hera_internal.closed_period AS c
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = c.organization_id AND l.transaction_date BETWEEN c.starts_on AND c.ends_on
            AND l.posted_at > c.closed_at
        WHERE p_organization_id IS NULL OR c.organization_id = p_organization_id
        ORDER BY 1
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_late_lines(uuid) IS 'Documents posted into a period after it was closed, or NULL.';
ALTER FUNCTION hera_internal.find_late_lines(uuid) OWNER TO hera_owner;
