CREATE FUNCTION hera_internal.find_late_lines(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- A document is late in the period it names, else in the closed period of its date; a day outside the years that
    -- documents have is in no period.
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT format('%s in %s', t.id, c.period) AS finding
        FROM hera_internal.closed_period AS c
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = c.organization_id AND t.transaction_date BETWEEN c.starts_on AND c.ends_on
            AND t.period IS NOT DISTINCT FROM CASE WHEN c.adjustment THEN c.period END
            AND t.posted_at > c.closed_at
        WHERE p_organization_id IS NULL OR c.organization_id = p_organization_id
        UNION ALL
        SELECT format('%s on %s', t.id, t.transaction_date)
        FROM hera.universal_transactions AS t
        WHERE t.posting_status IN ('posted', 'auto_posted')
            AND (t.transaction_date < '1900-01-01' OR t.transaction_date > '2999-12-31')
            AND (p_organization_id IS NULL OR t.organization_id = p_organization_id)
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_late_lines(uuid) IS 'Documents posted into a period after it was closed, or into none, or NULL.';
ALTER FUNCTION hera_internal.find_late_lines(uuid) OWNER TO hera_owner;
