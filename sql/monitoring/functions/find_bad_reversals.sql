CREATE FUNCTION hera_internal.find_bad_reversals(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Original and reversal together leave every account as it was; where one is in the archive it was so when it left.
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT format('%s reverses %s', r.reversal_id, r.original_id) AS finding
        FROM hera_internal.reversal AS r
        CROSS JOIN LATERAL (
            VALUES (r.original_id, r.original_created_at), (r.reversal_id, r.reversal_created_at)
        ) AS d (id, created_at)
        LEFT JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = r.organization_id AND l.transaction_id = d.id AND l.created_at = d.created_at
        WHERE (p_organization_id IS NULL OR r.organization_id = p_organization_id)
            AND NOT EXISTS (
                SELECT FROM hera_internal.archived_document AS z
                WHERE z.organization_id = r.organization_id AND z.transaction_id IN (r.original_id, r.reversal_id)
            )
        GROUP BY r.reversal_id, r.original_id, l.account_id, l.currency
        HAVING coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 1) <> 0
            OR sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END) <> 0
        ORDER BY r.original_id
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_reversals(uuid) IS 'Reversals that do not undo their original, or NULL.';
ALTER FUNCTION hera_internal.find_bad_reversals(uuid) OWNER TO hera_owner;
