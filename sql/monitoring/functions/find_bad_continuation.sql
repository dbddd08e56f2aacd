CREATE FUNCTION hera_internal.find_bad_continuation(
    p_organization_id uuid, p_documents uuid[], p_balances jsonb
)
RETURNS SETOF text
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The rollups must be what the last certificate says and the lines of the documents since; each account and currency
-- where they are not. A certificate that was made before lines had values in the organization's currency says nothing of
-- them.
BEGIN
    RETURN QUERY
    SELECT concat_ws(' ', coalesce(a.code, x.account_id::text), x.currency)
    FROM (
        SELECT (b.value ->> 'account_id')::uuid AS account_id, b.value ->> 'currency' AS currency,
            (b.value ->> 'debit')::numeric AS debit, (b.value ->> 'credit')::numeric AS credit,
            (b.value ->> 'base_debit')::numeric AS base_debit, (b.value ->> 'base_credit')::numeric AS base_credit
        FROM jsonb_array_elements(p_balances) AS b
        UNION ALL
        SELECT l.account_id, l.currency, CASE l.side WHEN 'debit' THEN l.amount ELSE 0 END,
            CASE l.side WHEN 'credit' THEN l.amount ELSE 0 END,
            CASE l.side WHEN 'debit' THEN l.base_amount ELSE 0 END,
            CASE l.side WHEN 'credit' THEN l.base_amount ELSE 0 END
        FROM (SELECT u.id, hera_internal.uuid_time(u.id) AS created_at FROM unnest(p_documents) AS u (id)) AS d
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.transaction_id = d.id AND l.created_at = d.created_at
        UNION ALL
        SELECT r.account_id, r.currency, -r.debit, -r.credit, -r.base_debit, -r.base_credit
        FROM hera_internal.balance_rollup AS r
        WHERE r.organization_id = p_organization_id AND r.unit = '' AND r.grain = 'year'
    ) AS x
    LEFT JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = x.account_id
    GROUP BY a.code, x.account_id, x.currency
    HAVING sum(x.debit) <> 0 OR sum(x.credit) <> 0
        OR (count(*) = count(x.base_debit) AND (sum(x.base_debit) <> 0 OR sum(x.base_credit) <> 0));
END
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_continuation(uuid, uuid[], jsonb) IS 'Accounts whose rollups do not follow from the last certificate.';
ALTER FUNCTION hera_internal.find_bad_continuation(uuid, uuid[], jsonb) OWNER TO hera_owner;
