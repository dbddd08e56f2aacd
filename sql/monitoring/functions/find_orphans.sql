CREATE FUNCTION hera_internal.find_orphans(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(o.finding))
    FROM (
        SELECT coalesce(t.id, l.transaction_id)::text AS finding
        FROM (
            SELECT h.organization_id, h.id, h.created_at FROM hera.universal_transactions AS h
            WHERE h.posting_status IN ('posted', 'auto_posted')
                AND (p_organization_id IS NULL OR h.organization_id = p_organization_id)
        ) AS t
        FULL JOIN (
            SELECT DISTINCT x.organization_id, x.transaction_id, x.created_at
            FROM hera.universal_transaction_lines AS x
            WHERE p_organization_id IS NULL OR x.organization_id = p_organization_id
        ) AS l ON l.organization_id = t.organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
        WHERE t.id IS NULL OR l.transaction_id IS NULL
        ORDER BY 1
    ) AS o
$function$;
COMMENT ON FUNCTION hera_internal.find_orphans(uuid) IS 'Posted documents without lines and lines without a posted document, or NULL.';
ALTER FUNCTION hera_internal.find_orphans(uuid) OWNER TO hera_owner;
