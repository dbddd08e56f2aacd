CREATE FUNCTION hera_internal.last_tax_day(p_organization_id uuid, p_code text, p_from date, p_to date)
RETURNS date
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The last day from p_from to before p_to (NULL: no bound) of which a posted document used the tax code; reversals,
-- which carry the rate of their original, do not count. Reads the lines with tax of the organization; of archived ones,
-- reversals or not, the day in the books counts.
BEGIN
    RETURN (
        SELECT greatest(max(d.day), (
            SELECT max(f.transaction_date) FROM hera_internal.balance_brought_forward AS f
            WHERE f.organization_id = p_organization_id AND f.tax_code = p_code
                AND f.transaction_date >= coalesce(p_from, '-infinity') AND f.transaction_date < coalesce(p_to, 'infinity')
        ))
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera.universal_transactions AS t
            ON t.organization_id = l.organization_id AND t.id = l.transaction_id AND t.created_at = l.created_at
        CROSS JOIN LATERAL (SELECT coalesce(t.document_date, t.transaction_date) AS day) AS d
        WHERE l.organization_id = p_organization_id AND l.tax_part IS NOT NULL AND l.tax_code = p_code
            AND d.day >= coalesce(p_from, '-infinity') AND d.day < coalesce(p_to, 'infinity')
            AND NOT EXISTS (
                SELECT FROM hera_internal.reversal AS r
                WHERE r.organization_id = p_organization_id AND r.reversal_id = t.id
            )
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.last_tax_day(uuid, text, date, date) IS 'Last day of which a posted document used a tax code.';
