CREATE FUNCTION hera_internal.year_transfer(p_organization_id uuid, p_ends_on date, p_account text)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Lines that bring every income and expense account to zero at the end of a day, per currency and cost centre and in the
-- organization's currency, against one account; NULL when all stand at zero. Where the value stands on the other side
-- than the amount, or alone, a line of its own takes it.
BEGIN
    RETURN (
        WITH result AS (
            SELECT a.code, m.currency, m.unit, sum(m.moved) AS balance, sum(m.base) AS base
            FROM (
                SELECT l.account_id, l.currency, l.unit,
                    CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END AS moved,
                    CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END AS base
                FROM hera.universal_transaction_lines AS l
                WHERE l.organization_id = p_organization_id AND l.transaction_date <= p_ends_on
                UNION ALL
                SELECT f.account_id, f.currency, nullif(f.unit, ''), f.debit - f.credit, f.base_debit - f.base_credit
                FROM hera_internal.balance_brought_forward AS f
                WHERE f.organization_id = p_organization_id AND f.transaction_date <= p_ends_on
            ) AS m
            INNER JOIN hera_internal.ledger_account AS a
                ON a.organization_id = p_organization_id AND a.id = m.account_id
            WHERE a.account_type IN ('income', 'expense')
            GROUP BY a.code, m.currency, m.unit
        ), line AS (
            SELECT 1 AS place, r.code, r.currency, r.unit, -r.balance AS balance, -r.base AS base FROM result AS r
            UNION ALL
            SELECT 2, p_account, r.currency, r.unit, sum(r.balance), sum(r.base) FROM result AS r
            GROUP BY r.currency, r.unit
        )
        SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'account', l.code, 'side', CASE WHEN coalesce(nullif(p.balance, 0), p.base) > 0 THEN 'debit' ELSE 'credit' END,
            'amount', trim_scale(abs(p.balance)), 'currency', l.currency, 'unit', l.unit,
            'base_amount', CASE WHEN l.currency <> o.currency THEN trim_scale(abs(p.base)) END
        )) ORDER BY l.place, l.code, l.currency, l.unit, p.number)
        FROM line AS l
        CROSS JOIN LATERAL (
            VALUES
            (1, l.balance, CASE WHEN sign(l.balance) = sign(l.base) THEN l.base ELSE 0 END),
            (2, 0, CASE WHEN sign(l.balance) = sign(l.base) THEN 0 ELSE l.base END)
        ) AS p (number, balance, base)
        INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id
        WHERE p.balance <> 0 OR p.base <> 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.year_transfer(uuid, date, text) IS 'Lines that bring income and expense accounts to zero.';
