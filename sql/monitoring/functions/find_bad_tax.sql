CREATE FUNCTION hera_internal.find_bad_tax(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- A reversal carries what its original had. Tax may differ from rate and net amount by one unit of the last decimal
    -- for every net line, as where it is stated, and one more for the part of a document that was posted.
    WITH line AS (
        SELECT l.*, coalesce(t.document_date, t.transaction_date) AS day
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = l.organization_id AND t.id = l.transaction_id AND t.created_at = l.created_at
        WHERE l.tax_part IS NOT NULL AND (p_organization_id IS NULL OR l.organization_id = p_organization_id)
            AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = l.organization_id AND r.reversal_id = l.transaction_id
            )
    )
    SELECT hera_internal.list_findings(array_agg(b.finding ORDER BY b.finding))
    FROM (
        SELECT format('%s line %s: %s at %s', l.transaction_id, l.line_number, l.tax_code, l.tax_rate) AS finding
        FROM line AS l
        LEFT JOIN LATERAL (
            SELECT r.rate, r.input_account_id, r.output_account_id FROM hera_internal.tax_rate AS r
            WHERE r.organization_id = l.organization_id AND r.code = l.tax_code AND r.valid_from <= l.day
            ORDER BY r.valid_from DESC
            LIMIT 1
        ) AS r ON true
        WHERE (l.tax_rate = r.rate AND CASE l.tax_part
            WHEN 'input_net' THEN r.input_account_id IS DISTINCT FROM l.account_id
            WHEN 'output_net' THEN r.output_account_id IS DISTINCT FROM l.account_id
            WHEN 'input_tax' THEN r.input_account_id = l.account_id
            WHEN 'output_tax' THEN r.output_account_id = l.account_id
        END) IS NOT TRUE
        UNION ALL
        SELECT format('%s: %s of %s is %s', l.transaction_id, l.tax_code, sum(s.net), sum(s.tax))
        FROM line AS l
        LEFT JOIN hera_internal.currency AS c ON c.code = l.currency
        CROSS JOIN LATERAL (
            SELECT CASE WHEN right(l.tax_part, 4) = '_net' THEN a.amount END AS net,
                CASE WHEN right(l.tax_part, 4) = '_tax' THEN a.amount END AS tax
            FROM (SELECT CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END AS amount) AS a
        ) AS s
        GROUP BY l.organization_id, l.transaction_id, l.tax_code, left(l.tax_part, -4), l.currency, l.tax_rate, c.minor_unit
        HAVING abs(coalesce(sum(s.tax), 0) - sum(s.net) * l.tax_rate / 100)
            > (count(s.net) + 1) * power(10::numeric, -coalesce(c.minor_unit, 0))
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_tax(uuid) IS 'Lines whose tax is not that of their code, or NULL.';
ALTER FUNCTION hera_internal.find_bad_tax(uuid) OWNER TO hera_owner;
