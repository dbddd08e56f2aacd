CREATE FUNCTION hera_internal.find_bad_links(p_organization_id uuid, p_documents uuid[])
RETURNS TABLE (check_name text, finding text)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- The checks of hera.verify on what some documents of one organization reverse and settle.
    SELECT 'every reversal undoes its original', format('%s reverses %s', r.reversal_id, r.original_id)
    FROM hera_internal.reversal AS r
    CROSS JOIN LATERAL (
        VALUES (r.original_id, r.original_created_at), (r.reversal_id, r.reversal_created_at)
    ) AS d (id, created_at)
    LEFT JOIN hera.universal_transaction_lines AS l
        ON l.organization_id = p_organization_id AND l.transaction_id = d.id AND l.created_at = d.created_at
    WHERE r.organization_id = p_organization_id AND r.reversal_id = ANY (p_documents)
        AND NOT EXISTS (
            SELECT FROM hera_internal.archived_document AS z
            WHERE z.organization_id = r.organization_id AND z.transaction_id IN (r.original_id, r.reversal_id)
        )
    GROUP BY r.reversal_id, r.original_id, l.account_id, l.currency
    HAVING coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 1) <> 0
        OR sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END) <> 0
    UNION ALL
    SELECT 'nothing is settled beyond its amount', format('%s: %s of %s', s.settled_id, sum(s.amount), x.total_amount)
    FROM (
        SELECT DISTINCT s.settled_id FROM hera_internal.settlement AS s
        WHERE s.organization_id = p_organization_id AND s.transaction_id = ANY (p_documents)
    ) AS p
    INNER JOIN hera_internal.settlement AS s ON s.organization_id = p_organization_id AND s.settled_id = p.settled_id
    LEFT JOIN hera.universal_transactions AS t
        ON t.organization_id = p_organization_id AND t.id = s.settled_id AND t.created_at = s.settled_created_at
    LEFT JOIN hera_internal.archived_document AS z
        ON z.organization_id = p_organization_id AND z.transaction_id = s.settled_id
    CROSS JOIN LATERAL (SELECT coalesce(t.total_amount, z.total_amount) AS total_amount) AS x
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.reversal AS r
        WHERE r.organization_id = p_organization_id AND r.original_id = s.transaction_id
    )
    GROUP BY s.settled_id, x.total_amount
    HAVING x.total_amount IS NULL OR sum(s.amount) > x.total_amount
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_links(uuid, uuid[]) IS 'What is wrong with the reversals and settlements of some documents.';
ALTER FUNCTION hera_internal.find_bad_links(uuid, uuid[]) OWNER TO hera_owner;
