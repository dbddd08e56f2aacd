CREATE FUNCTION hera.trial_balance(
    p_organization_id uuid, p_as_of date DEFAULT NULL, p_known_at timestamptz DEFAULT NULL,
    p_unit text DEFAULT NULL
)
RETURNS TABLE (account_code text, account_name text, currency text, debit numeric, credit numeric)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Balance of every account with lines up to a day, on the side where it stands; NULL counts every day. p_known_at
-- leaves out what was posted after that moment, and reads every line for it. p_unit counts the lines of one unit only.
-- Over all units debit and credit are equal per currency; those of one are when its documents lie in it as a whole.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    IF p_known_at IS NULL THEN
        RETURN QUERY
        SELECT a.code, a.name, s.currency, greatest(s.debit - s.credit, 0), greatest(s.credit - s.debit, 0)
        FROM hera_internal.balance_sums(p_organization_id, p_as_of, p_unit) AS s
        INNER JOIN hera_internal.ledger_account AS a
            ON a.organization_id = p_organization_id AND a.id = s.account_id
        ORDER BY a.code, s.currency;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT a.code, a.name, b.currency, greatest(b.balance, 0), greatest(-b.balance, 0)
    FROM (
        SELECT l.account_id, l.currency,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS balance
        FROM hera.universal_transaction_lines AS l
        WHERE l.organization_id = p_organization_id
            AND (p_as_of IS NULL OR l.transaction_date <= p_as_of)
            AND l.posted_at <= p_known_at
            AND (p_unit IS NULL OR l.unit = p_unit)
        GROUP BY l.account_id, l.currency
    ) AS b
    INNER JOIN hera_internal.ledger_account AS a
        ON a.organization_id = p_organization_id AND a.id = b.account_id
    ORDER BY a.code, b.currency;
END
$function$;
COMMENT ON FUNCTION hera.trial_balance(uuid, date, timestamptz, text) IS 'Balance of every account per currency, up to a day.';
GRANT EXECUTE ON FUNCTION hera.trial_balance(uuid, date, timestamptz, text) TO hera_app;
