CREATE FUNCTION hera_internal.find_orphans(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- A document counts its lines, and they have its day and its posting time: what is changed in one and not in the other
    -- is found although it balances.
    SELECT hera_internal.list_findings(array_agg(o.finding))
    FROM (
        SELECT coalesce(t.id, l.transaction_id)::text AS finding
        FROM (
            SELECT h.organization_id, h.id, h.created_at, h.line_count, h.transaction_date, h.posted_at
            FROM hera.universal_transactions AS h
            WHERE h.posting_status IN ('posted', 'auto_posted')
                AND (p_organization_id IS NULL OR h.organization_id = p_organization_id)
        ) AS t
        FULL JOIN (
            SELECT x.organization_id, x.transaction_id, x.created_at, count(*) AS lines, min(x.transaction_date) AS first_day,
                max(x.transaction_date) AS last_day, min(x.posted_at) AS first_posted, max(x.posted_at) AS last_posted
            FROM hera.universal_transaction_lines AS x
            WHERE p_organization_id IS NULL OR x.organization_id = p_organization_id
            GROUP BY x.organization_id, x.transaction_id, x.created_at
        ) AS l ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
        WHERE (t.line_count, t.transaction_date, t.transaction_date, t.posted_at, t.posted_at)
            IS DISTINCT FROM (l.lines, l.first_day, l.last_day, l.first_posted, l.last_posted)
        ORDER BY 1
    ) AS o
$function$;
COMMENT ON FUNCTION hera_internal.find_orphans(uuid) IS 'Posted documents without lines and lines without a posted document, or NULL.';
ALTER FUNCTION hera_internal.find_orphans(uuid) OWNER TO hera_owner;
