CREATE FUNCTION hera_internal.net_effect(p_organization_id uuid, p_ids uuid[])
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What reversing these documents does to the accounts: [{account, currency, debit, credit, net}], net as debit less
-- credit of the reversals.
BEGIN
    RETURN coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'account', e.code, 'currency', e.currency, 'debit', e.debit, 'credit', e.credit, 'net', e.debit - e.credit
        ) ORDER BY e.code, e.currency)
        FROM (
            -- Each document is found by its id and the month in it: one probe of one partition.
            SELECT a.code, l.currency,
                coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit'), 0) AS debit,
                coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit'), 0) AS credit
            FROM unnest(p_ids) AS i (id)
            INNER JOIN hera.universal_transaction_lines AS l
                ON l.organization_id = p_organization_id AND l.transaction_id = i.id
                    AND l.created_at = hera_internal.uuid_time(i.id)
            INNER JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.id = l.account_id
            GROUP BY a.code, l.currency
        ) AS e
    ), '[]');
END
$function$;
COMMENT ON FUNCTION hera_internal.net_effect(uuid, uuid[]) IS 'What reversing documents does to the accounts.';
