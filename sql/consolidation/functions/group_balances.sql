CREATE FUNCTION hera_internal.group_balances(p_organization_id uuid, p_as_of date, p_seal bigint)
RETURNS SETOF hera_internal.group_balance
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Balances of one organization in its currency up to a day, as known at a seal or, for NULL, now. What was done with
-- organizations of the same client is told apart, but for the accounts that money is kept on: that money is the group's.
-- Reads the headers of the organization where a counterparty is marked; VOLATILE, so that it sees the organization that was just authorized.
BEGIN
    RETURN QUERY
    WITH later AS MATERIALIZED (
        SELECT d.transaction_id, d.created_at FROM hera_internal.later_documents(p_organization_id, p_seal) AS d
        WHERE p_seal IS NOT NULL
    ), part AS (
        SELECT s.account_id, s.base_debit - s.base_credit AS balance, 0 AS intercompany
        FROM hera_internal.balance_sums(p_organization_id, p_as_of, NULL) AS s
        UNION ALL
        SELECT l.account_id, CASE l.side WHEN 'debit' THEN -l.base_amount ELSE l.base_amount END, 0
        FROM later AS d
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.transaction_id = d.transaction_id AND l.created_at = d.created_at
        WHERE p_as_of IS NULL OR l.transaction_date <= p_as_of
        UNION ALL
        SELECT l.account_id, 0, CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END
        FROM hera_internal.intercompany_partner AS p
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = p_organization_id AND t.counterparty_id = p.entity_id AND t.line_count > 0
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.transaction_id = t.id AND l.created_at = t.created_at
        WHERE p.organization_id = p_organization_id AND (p_as_of IS NULL OR l.transaction_date <= p_as_of)
            AND NOT EXISTS (SELECT FROM later AS d WHERE d.transaction_id = t.id)
        UNION ALL
        SELECT f.account_id, 0, f.base_debit - f.base_credit
        FROM hera_internal.intercompany_partner AS p
        INNER JOIN hera_internal.balance_brought_forward AS f
            ON f.organization_id = p_organization_id AND f.partner_id = p.entity_id
        WHERE p.organization_id = p_organization_id AND (p_as_of IS NULL OR f.transaction_date <= p_as_of)
    )
    SELECT a.code, a.name, b.balance::numeric, CASE
        WHEN a.code IN (o.control_accounts ->> 'bank', o.control_accounts ->> 'cash') THEN 0 ELSE b.intercompany
    END::numeric
    FROM (
        SELECT x.account_id, sum(x.balance) AS balance, sum(x.intercompany) AS intercompany FROM part AS x GROUP BY x.account_id
    ) AS b
    INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = b.account_id
    INNER JOIN hera.core_organizations AS o ON o.organization_id = p_organization_id;
END
$function$;
COMMENT ON FUNCTION hera_internal.group_balances(uuid, date, bigint) IS 'Balances of an organization for the consolidation of its client.';
