CREATE FUNCTION hera_internal.closing_balances(p_organization_id uuid, p_ends_on date, p_ordinal integer)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Balance of every account and currency up to a day as of the p_ordinal-th close: documents of adjustment periods that
-- were open then are left out, so that the same sums come out for ever. hera.verify() derives them again.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_build_object('account', b.code, 'currency', b.currency, 'balance', b.balance)
            ORDER BY b.code, b.currency), '[]')
        FROM (
            SELECT a.code, m.currency, trim_scale(sum(m.moved)) AS balance
            FROM (
                SELECT l.account_id, l.currency, CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END AS moved
                FROM hera.universal_transaction_lines AS l
                WHERE l.organization_id = p_organization_id AND l.transaction_date <= p_ends_on
                    AND l.transaction_id <> ALL (ARRAY(
                        SELECT t.id FROM hera.universal_transactions AS t
                        WHERE t.organization_id = p_organization_id AND t.period IS NOT NULL AND NOT EXISTS (
                            SELECT FROM hera_internal.closed_period AS c
                            WHERE c.organization_id = p_organization_id AND c.period = t.period AND c.ordinal <= p_ordinal
                        )
                    ))
                UNION ALL
                SELECT f.account_id, f.currency, f.debit - f.credit
                FROM hera_internal.balance_brought_forward AS f
                WHERE f.organization_id = p_organization_id AND f.transaction_date <= p_ends_on
            ) AS m
            INNER JOIN hera_internal.ledger_account AS a
                ON a.organization_id = p_organization_id AND a.id = m.account_id
            GROUP BY a.code, m.currency
        ) AS b
        WHERE b.balance <> 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.closing_balances(uuid, date, integer) IS 'Balances of all accounts as of a close.';
ALTER FUNCTION hera_internal.closing_balances(uuid, date, integer) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera_internal.closing_balances(uuid, date, integer) TO hera_api;
