CREATE FUNCTION hera_internal.find_bad_documents(p_organization_id uuid, p_documents uuid[])
RETURNS TABLE (check_name text, finding text)
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- The checks of hera.verify on some posted documents of one organization. Each document leads to its month; leaves are
    -- looked for from that month on, and not in the months ahead.
    WITH document AS MATERIALIZED (
        SELECT d.id, d.created_at, t.posting_status, t.line_count, t.transaction_date, t.period, t.posted_at
        FROM (SELECT u.id, hera_internal.uuid_time(u.id) AS created_at FROM unnest(p_documents) AS u (id)) AS d
        LEFT JOIN hera.universal_transactions AS t
            ON t.organization_id = p_organization_id AND t.id = d.id AND t.created_at = d.created_at
    ), line AS MATERIALIZED (
        SELECT l.* FROM document AS d
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.transaction_id = d.id AND l.created_at = d.created_at
    ), leaf AS MATERIALIZED (
        SELECT a.* FROM document AS d
        INNER JOIN hera_internal.audit_leaf AS a
            ON a.organization_id = p_organization_id AND a.subject_id = d.id AND a.created_at >= d.created_at
            AND a.created_at < now() + interval '1 day'
    ), reversed AS MATERIALIZED (
        SELECT r.* FROM document AS d
        INNER JOIN hera_internal.reversal AS r ON r.organization_id = p_organization_id AND r.reversal_id = d.id
    )
    SELECT 'every posted document balances in each currency', format('%s in %s', l.transaction_id, l.currency)
    FROM line AS l
    GROUP BY l.transaction_id, l.currency
    HAVING sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) <> 0
    UNION
    SELECT 'every posted document balances in each currency', format('%s in %s', l.transaction_id, o.currency)
    FROM line AS l
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id
    GROUP BY l.transaction_id, o.currency
    HAVING sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END) <> 0
        OR bool_or(l.currency = o.currency AND l.base_amount <> l.amount)
    UNION ALL
    SELECT 'every posted document has lines, every line a posted document', d.id::text
    FROM document AS d
    LEFT JOIN line AS l ON l.transaction_id = d.id
    GROUP BY d.id, d.posting_status, d.line_count
    HAVING coalesce(d.posting_status NOT IN ('posted', 'auto_posted'), true) OR d.line_count <> count(l.line_number)
    UNION ALL
    SELECT 'every line names an account of its organization', format('%s names account %s', l.transaction_id, l.account_id)
    FROM line AS l
    WHERE NOT EXISTS (
        SELECT FROM hera_internal.ledger_account AS a
        WHERE a.organization_id = p_organization_id AND a.id = l.account_id
    )
    UNION ALL
    SELECT 'amounts have the decimals of their currency',
        format('%s line %s: %s %s', l.transaction_id, l.line_number, l.amount, l.currency)
    FROM line AS l
    LEFT JOIN hera_internal.currency AS c ON c.code = l.currency
    WHERE c.code IS NULL OR scale(trim_scale(l.amount)) > coalesce(c.minor_unit, 0)
    UNION ALL
    SELECT 'amounts have the decimals of their currency',
        format('%s line %s: %s %s', l.transaction_id, l.line_number, l.base_amount, o.currency)
    FROM line AS l
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id
    WHERE l.currency <> o.currency AND scale(trim_scale(l.base_amount)) > o.minor_unit
    UNION ALL
    SELECT 'nothing is posted into a closed period', format('%s in %s', d.id, c.period)
    FROM hera_internal.closed_period AS c
    INNER JOIN document AS d
        ON d.transaction_date BETWEEN c.starts_on AND c.ends_on
        AND d.period IS NOT DISTINCT FROM CASE WHEN c.adjustment THEN c.period END AND d.posted_at > c.closed_at
    WHERE c.organization_id = p_organization_id
    UNION ALL
    SELECT 'nothing is posted into a closed period', format('%s on %s', d.id, d.transaction_date)
    FROM document AS d
    WHERE d.transaction_date < '1900-01-01' OR d.transaction_date > '2999-12-31'
    UNION ALL
    SELECT 'every document has its audit leaf', d.id::text
    FROM document AS d
    WHERE d.id NOT IN (SELECT a.subject_id FROM leaf AS a) AND d.id NOT IN (
        SELECT r.reversal_id FROM reversed AS r
        INNER JOIN hera_internal.audit_leaf AS a
            ON a.organization_id = p_organization_id AND a.subject_id = r.original_id
            AND a.detail ->> 'reversal' = r.reversal_id::text
    )
    UNION ALL
    SELECT 'audit leaves carry their own hash', a.id::text
    FROM leaf AS a
    WHERE a.leaf_hash <> hera_internal.audit_leaf_hash(
        a.organization_id, a.id, a.event, a.subject_id, a.actor, a.login, a.request_id, a.detail
    )
    UNION ALL
    SELECT f.check_name, f.finding FROM hera_internal.find_bad_links(p_organization_id, p_documents) AS f
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_documents(uuid, uuid[]) IS 'What is wrong with some documents, by the checks of hera.verify.';
ALTER FUNCTION hera_internal.find_bad_documents(uuid, uuid[]) OWNER TO hera_owner;
