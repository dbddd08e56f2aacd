CREATE FUNCTION hera_internal.find_bad_settlements(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT format('%s: %s of %s', s.settled_id, sum(s.amount), x.total_amount) AS finding
        FROM hera_internal.settlement AS s
        LEFT JOIN hera.universal_transactions AS t
            ON t.organization_id = s.organization_id AND t.id = s.settled_id AND t.created_at = s.settled_created_at
        LEFT JOIN hera_internal.archived_document AS z
            ON z.organization_id = s.organization_id AND z.transaction_id = s.settled_id
        CROSS JOIN LATERAL (SELECT coalesce(t.total_amount, z.total_amount) AS total_amount) AS x
        WHERE (p_organization_id IS NULL OR s.organization_id = p_organization_id)
            AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = s.organization_id AND r.original_id = s.transaction_id
            )
        GROUP BY s.organization_id, s.settled_id, x.total_amount
        HAVING x.total_amount IS NULL OR sum(s.amount) > x.total_amount
        UNION ALL
        SELECT f.finding FROM hera_internal.find_bad_open_items(p_organization_id) AS f (finding)
        ORDER BY 1
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_settlements(uuid) IS 'Documents that are settled beyond their amount, not there, or open by another amount than their open item says, or NULL.';
ALTER FUNCTION hera_internal.find_bad_settlements(uuid) OWNER TO hera_owner;
