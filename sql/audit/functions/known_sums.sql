CREATE FUNCTION hera_internal.known_sums(p_organization_id uuid, p_through date, p_unit text, p_seal bigint)
RETURNS TABLE (account_id uuid, currency text, debit numeric, credit numeric, lines bigint)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- As hera_internal.balance_sums, without the lines of documents that were posted after a seal. One statement sees one state
-- of both.
BEGIN
    RETURN QUERY
    SELECT s.account_id, s.currency, sum(s.debit), sum(s.credit), sum(s.lines)::bigint
    FROM (
        SELECT b.account_id, b.currency, b.debit, b.credit, b.lines
        FROM hera_internal.balance_sums(p_organization_id, p_through, p_unit) AS b
        UNION ALL
        SELECT l.account_id, l.currency, CASE l.side WHEN 'debit' THEN -l.amount ELSE 0 END,
            CASE l.side WHEN 'credit' THEN -l.amount ELSE 0 END, -1
        FROM hera_internal.later_documents(p_organization_id, p_seal) AS d
        INNER JOIN hera.universal_transaction_lines AS l
            ON l.organization_id = p_organization_id AND l.transaction_id = d.transaction_id AND l.created_at = d.created_at
        WHERE (p_through IS NULL OR l.transaction_date <= p_through) AND (p_unit IS NULL OR l.unit = p_unit)
    ) AS s
    GROUP BY s.account_id, s.currency
    HAVING sum(s.lines) > 0;
END
$function$;
COMMENT ON FUNCTION hera_internal.known_sums(uuid, date, text, bigint) IS 'Debit and credit of every account up to a day, as known at a seal.';
