CREATE FUNCTION hera.tax_report(p_organization_id uuid, p_from date, p_to date, p_unit text DEFAULT NULL)
RETURNS TABLE (
    section text,
    tax_code text,
    tax_name text,
    side text,
    rate numeric,
    currency text,
    net numeric,
    tax numeric,
    gross numeric,
    documents bigint
)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $function$
-- Tax of what was posted from p_from to p_to, of all units or one: section code per tax code, rate and side; no code for
-- documents that state a tax_amount; not explained for what else moved the tax accounts, such as payments to the tax
-- office and journals. Input is positive for debit, output for credit; credit notes and reversals have the other sign.
-- The tax of all rows of a side is the movement of its tax accounts. In the organization's currency. NULL dates are no bounds.
-- Raises ARC_003 where lines of these days are in the archive.
BEGIN
    PERFORM hera_internal.authorize(p_organization_id, 'reports.read');
    PERFORM hera_internal.require_live_lines(p_organization_id, p_from, p_to, 'p_from');
    RETURN QUERY
    WITH moved AS MATERIALIZED (
        SELECT m.* FROM hera_internal.tax_movements(p_organization_id, p_from, p_to, p_unit) AS m
    ), total AS (
        SELECT CASE WHEN m.tax_code IS NOT NULL THEN 1 WHEN NOT m.untold THEN 2 ELSE 3 END AS place, m.tax_code, m.side,
            m.rate, m.currency, sum(m.net) AS net, sum(m.tax) AS tax, sum(m.gross) AS gross,
            count(DISTINCT m.transaction_id) AS documents
        FROM moved AS m
        GROUP BY 1, 2, 3, 4, 5
        UNION ALL
        -- What is not explained is said also where it is nothing.
        SELECT 3, NULL, s.side, NULL, o.currency, 0, 0, 0, 0
        FROM hera.core_organizations AS o
        CROSS JOIN (VALUES ('input'), ('output')) AS s (side)
        WHERE o.organization_id = p_organization_id AND NOT EXISTS (
            SELECT FROM moved AS m WHERE m.untold AND m.side = s.side AND m.currency = o.currency
        )
    )
    SELECT CASE t.place WHEN 1 THEN 'code' WHEN 2 THEN 'no code' ELSE 'not explained' END, t.tax_code,
        CASE t.place WHEN 1 THEN c.name WHEN 2 THEN 'Without a tax code' ELSE 'Not explained by codes' END,
        t.side, t.rate, t.currency, CASE WHEN t.place < 3 THEN t.net END, t.tax, CASE WHEN t.place < 3 THEN t.gross END,
        t.documents
    FROM total AS t
    LEFT JOIN hera_internal.tax_code AS c ON c.organization_id = p_organization_id AND c.code = t.tax_code
    ORDER BY t.side, t.currency, t.place, t.tax_code, t.rate;
END
$function$;
COMMENT ON FUNCTION hera.tax_report(uuid, date, date, text) IS 'Net, tax and gross per tax code, rate and side between two days, agreeing with the tax accounts.';
GRANT EXECUTE ON FUNCTION hera.tax_report(uuid, date, date, text) TO hera_app;
