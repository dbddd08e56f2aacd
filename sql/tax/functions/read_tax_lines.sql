CREATE FUNCTION hera_internal.read_tax_lines(p_organization_id uuid, p_posting jsonb, p_day date)
RETURNS hera_internal.tax_line[]
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The lines of a posting that have to do with tax, with the rates of p_day. A line on the account that the tax of its code
-- goes to is stated tax, any other is net. A line without a code on the tax account of one code only that the
-- posting uses is stated tax of that code. known is false for a code that is not there, rate NULL for one without a rate.
BEGIN
    RETURN (
        WITH line AS MATERIALIZED (
            SELECT l.number, l.account, l.tax_code, l.currency, l.unit,
                CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END AS amount
            FROM ROWS FROM (
                jsonb_to_recordset(p_posting)
                AS (account text, side text, amount numeric, currency text, unit text, tax_code text)
            ) WITH ORDINALITY AS l (account, side, amount, currency, unit, tax_code, number)
        ), used AS MATERIALIZED (
            SELECT u.tax_code, c.code IS NOT NULL AS known, c.kind, r.rate, i.code AS input_account, o.code AS output_account
            FROM (SELECT DISTINCT l.tax_code FROM line AS l WHERE l.tax_code IS NOT NULL) AS u
            LEFT JOIN hera_internal.tax_code AS c ON c.organization_id = p_organization_id AND c.code = u.tax_code
            LEFT JOIN LATERAL hera_internal.rate_on(p_organization_id, c.code, p_day) AS r ON true
            LEFT JOIN hera_internal.ledger_account AS i
                ON i.organization_id = p_organization_id AND i.id = r.input_account_id
            LEFT JOIN hera_internal.ledger_account AS o
                ON o.organization_id = p_organization_id AND o.id = r.output_account_id
        )
        SELECT array_agg(ROW(
            l.number, u.tax_code, u.known, u.rate, p.part,
            CASE WHEN left(p.part, 5) = 'input' THEN u.input_account ELSE u.output_account END, l.amount, l.currency,
            coalesce(m.minor_unit, 0), l.unit
        )::hera_internal.tax_line ORDER BY l.number)
        FROM line AS l
        LEFT JOIN LATERAL (
            SELECT min(s.tax_code) AS tax_code FROM used AS s
            WHERE l.tax_code IS NULL AND s.rate > 0 AND l.account IN (s.input_account, s.output_account)
            HAVING count(*) = 1
        ) AS sole ON true
        INNER JOIN used AS u ON u.tax_code = coalesce(l.tax_code, sole.tax_code)
        LEFT JOIN hera_internal.ledger_account AS a ON a.organization_id = p_organization_id AND a.code = l.account
        LEFT JOIN hera_internal.currency AS m ON m.code = l.currency
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN l.account = u.input_account THEN 'input_tax'
                WHEN l.account = u.output_account THEN 'output_tax'
                WHEN u.kind = 'both' AND a.account_type IN ('asset', 'expense') THEN 'input_net'
                WHEN u.kind = 'both' THEN 'output_net'
                ELSE u.kind || '_net'
            END AS part
        ) AS p
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.read_tax_lines(uuid, jsonb, date) IS 'Lines of a posting that have to do with tax, with the rates of a day.';
