CREATE FUNCTION hera_internal.balance_sums(p_organization_id uuid, p_through date, p_unit text)
RETURNS TABLE (account_id uuid, currency text, debit numeric, credit numeric, lines bigint, base_debit numeric, base_credit numeric)
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- What was debited and credited on every account up to a day, per currency, with the same in the
-- organization's currency; NULL for every day, any unit. Whole years
-- before the day's year, whole months before its month and the days of its month, and the tail: a line is in the tail
-- or in the rollups, never in both, and one statement sees one state of both, so the sums are exact while others post
-- and while a refresh moves lines from one to the other.
DECLARE
    -- Days that no books have are all alike: not every one of them is a timestamp.
    v_day date := CASE
        WHEN p_through < DATE '0001-01-01' THEN '-infinity'
        WHEN p_through <= DATE '9999-12-31' THEN p_through
        ELSE 'infinity'
    END;
    v_month date := date_trunc('month', v_day::timestamp)::date;
    v_year date := date_trunc('year', v_day::timestamp)::date;
    v_unit text := coalesce(p_unit, '');
BEGIN
    RETURN QUERY
    SELECT s.account_id, s.currency, sum(s.debit), sum(s.credit), sum(s.lines)::bigint, sum(s.base_debit),
        sum(s.base_credit)
    FROM (
        SELECT r.account_id, r.currency, r.debit, r.credit, r.lines, r.base_debit, r.base_credit
        FROM hera_internal.balance_rollup AS r
        WHERE r.organization_id = p_organization_id AND r.unit = v_unit AND r.grain = 'year' AND r.starts_on < v_year
        UNION ALL
        SELECT r.account_id, r.currency, r.debit, r.credit, r.lines, r.base_debit, r.base_credit
        FROM hera_internal.balance_rollup AS r
        WHERE r.organization_id = p_organization_id AND r.unit = v_unit AND r.grain = 'month'
            AND r.starts_on >= v_year AND r.starts_on < v_month
        UNION ALL
        SELECT r.account_id, r.currency, r.debit, r.credit, r.lines, r.base_debit, r.base_credit
        FROM hera_internal.balance_rollup AS r
        WHERE r.organization_id = p_organization_id AND r.unit = v_unit AND r.grain = 'day'
            AND r.starts_on >= v_month AND r.starts_on <= v_day
        UNION ALL
        SELECT t.account_id, t.currency, t.debit, t.credit, 1, t.base_debit, t.base_credit
        FROM hera_internal.balance_tail AS t
        WHERE t.organization_id = p_organization_id AND t.transaction_date <= v_day
            AND (p_unit IS NULL OR t.unit = p_unit)
    ) AS s
    GROUP BY s.account_id, s.currency;
END
$function$;
COMMENT ON FUNCTION hera_internal.balance_sums(uuid, date, text) IS 'Debit and credit of every account up to a day, from rollups and tail.';
