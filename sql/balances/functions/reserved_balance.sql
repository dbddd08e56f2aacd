CREATE FUNCTION hera_internal.reserved_balance(
    p_organization_id uuid, p_account_id uuid, p_currency text, p_sign integer, p_now timestamptz,
    OUT lowest numeric, OUT highest numeric
)
RETURNS record
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Between which balances, on the side where it belongs, an account may come to stand by all that is posted and reserved,
-- whatever its day; without what has expired at p_now, or with that where p_now is NULL. One statement reads both, so
-- that what is posted out of pending meanwhile is in one of them and not in none. VOLATILE, or it would read with the
-- snapshot of its caller's statement.
BEGIN
    SELECT hera_internal.lowest_balance(p_sign, b.balance, b.debit, b.credit),
        hera_internal.highest_balance(p_sign, b.balance, b.debit, b.credit)
    INTO lowest, highest
    FROM (
        SELECT coalesce(sum(a.balance), 0) AS balance, coalesce(sum(a.debit), 0) AS debit,
            coalesce(sum(a.credit), 0) AS credit
        FROM (
            SELECT s.debit - s.credit AS balance, 0 AS debit, 0 AS credit
            FROM hera_internal.account_sums(p_organization_id, p_account_id, NULL, NULL) AS s
            WHERE s.currency = p_currency
            UNION ALL
            SELECT 0, r.debit, r.credit FROM hera_internal.reservation AS r
            WHERE r.organization_id = p_organization_id AND r.account_id = p_account_id AND r.currency = p_currency
                AND (p_now IS NULL OR r.expires_at IS NULL OR r.expires_at > p_now)
        ) AS a
    ) AS b;
END
$function$;
COMMENT ON FUNCTION hera_internal.reserved_balance(uuid, uuid, text, integer, timestamptz) IS 'Lowest and highest balance of an account by what is posted and reserved.';
GRANT EXECUTE ON FUNCTION hera_internal.reserved_balance(uuid, uuid, text, integer, timestamptz) TO hera_owner;
