CREATE FUNCTION hera_internal.derive_balances(p_organization_id uuid)
RETURNS TABLE (
    unit text,
    grain text,
    starts_on date,
    account_id uuid,
    currency text,
    debit numeric,
    credit numeric,
    lines bigint,
    base_debit numeric,
    base_credit numeric
)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The buckets that the lines of an organization make, and those brought forward from archived months: what rollups and
-- tail together must be.
BEGIN
    RETURN QUERY
    SELECT b.*
    FROM hera_internal.bucket_lines(
        ARRAY(
            SELECT ROW(
                l.account_id, l.currency, l.unit, l.transaction_date,
                coalesce(sum(l.amount) FILTER (WHERE l.side = 'debit'), 0),
                coalesce(sum(l.amount) FILTER (WHERE l.side = 'credit'), 0), count(*),
                coalesce(sum(l.base_amount) FILTER (WHERE l.side = 'debit'), 0),
                coalesce(sum(l.base_amount) FILTER (WHERE l.side = 'credit'), 0)
            )::hera_internal.day_total
            FROM hera.universal_transaction_lines AS l
            WHERE l.organization_id = p_organization_id
            GROUP BY l.account_id, l.currency, l.unit, l.transaction_date
            UNION ALL
            SELECT ROW(
                f.account_id, f.currency, nullif(f.unit, ''), f.transaction_date, f.debit, f.credit, f.lines, f.base_debit,
                f.base_credit
            )::hera_internal.day_total
            FROM hera_internal.balance_brought_forward AS f
            WHERE f.organization_id = p_organization_id
        )
    ) AS b;
END
$function$;
COMMENT ON FUNCTION hera_internal.derive_balances(uuid) IS 'Rollups as the lines of an organization make them.';
ALTER FUNCTION hera_internal.derive_balances(uuid) OWNER TO hera_owner;
