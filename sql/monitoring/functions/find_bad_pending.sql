CREATE FUNCTION hera_internal.find_bad_pending(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- A pending document is one that waits to be resolved; one that was is posted for the amount kept, or voided. What one
    -- that has not expired reserves is what its lines would move.
    WITH document AS MATERIALIZED (
        SELECT t.organization_id, t.id, t.posting_status, t.total_amount, t.proposal -> 'posting' AS posting,
            p.transaction_id, p.resolution, p.posted_amount, p.expires_at
        FROM (
            SELECT h.* FROM hera.universal_transactions AS h
            WHERE h.posting_status = 'pending' AND (p_organization_id IS NULL OR h.organization_id = p_organization_id)
            UNION ALL
            SELECT h.* FROM hera_internal.pending_document AS d
            INNER JOIN hera.universal_transactions AS h
                ON h.organization_id = d.organization_id AND h.id = d.transaction_id
                AND h.created_at = d.transaction_created_at
            WHERE h.posting_status <> 'pending' AND (p_organization_id IS NULL OR d.organization_id = p_organization_id)
        ) AS t
        LEFT JOIN hera_internal.pending_document AS p ON p.organization_id = t.organization_id AND p.transaction_id = t.id
    ), wanted AS (
        SELECT d.organization_id, d.id, a.id AS account_id, l.currency,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS moved
        FROM document AS d
        CROSS JOIN LATERAL jsonb_to_recordset(d.posting) AS l (account text, side text, amount numeric, currency text)
        INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = d.organization_id AND a.code = l.account
        WHERE d.posting_status = 'pending' AND coalesce(d.expires_at > now(), true)
        GROUP BY d.organization_id, d.id, a.id, l.currency
    ), held AS (
        SELECT r.organization_id, r.transaction_id AS id, r.account_id, r.currency, r.debit - r.credit AS moved
        FROM hera_internal.reservation AS r
        WHERE coalesce(r.expires_at > now(), true)
            AND (p_organization_id IS NULL OR r.organization_id = p_organization_id)
    )
    SELECT hera_internal.list_findings(array_agg(f.finding ORDER BY f.finding))
    FROM (
        SELECT format('%s is %s and %s', d.id, d.posting_status, coalesce(d.resolution, 'not resolved')) AS finding
        FROM document AS d
        WHERE d.posting_status <> CASE d.resolution
                WHEN 'posted' THEN 'posted' WHEN 'voided' THEN 'voided' WHEN 'expired' THEN 'voided' ELSE 'pending'
            END
            OR d.transaction_id IS NULL OR d.posted_amount <> d.total_amount
        UNION
        SELECT format('%s reserves %s, its lines move %s', coalesce(w.id, h.id), coalesce(h.moved, 0), coalesce(w.moved, 0))
        FROM (SELECT * FROM wanted WHERE moved <> 0) AS w
        FULL JOIN held AS h USING (organization_id, id, account_id, currency)
        WHERE w.moved IS DISTINCT FROM h.moved
    ) AS f
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_pending(uuid) IS 'Pending documents whose reservation is not what it should be, or NULL.';
ALTER FUNCTION hera_internal.find_bad_pending(uuid) OWNER TO hera_owner;
