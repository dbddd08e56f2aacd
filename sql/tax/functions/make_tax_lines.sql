CREATE FUNCTION hera_internal.make_tax_lines(p_lines hera_internal.tax_line[], p_by_line boolean)
RETURNS jsonb
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The tax lines of the codes for which none is stated, an array that may be empty: one per code, side, currency and unit.
-- Where tax is rounded once per document the units share it, each taking what the running total rounds to, so that their
-- lines add up to it to the last decimal.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'account', t.tax_account, 'side', CASE WHEN t.tax > 0 THEN 'debit' ELSE 'credit' END,
            'amount', trim_scale(abs(t.tax)), 'currency', t.currency, 'unit', t.unit, 'tax_code', t.tax_code,
            'tax_rate', t.rate, 'tax_part', t.side || '_tax'
        )) ORDER BY t.number), '[]')
        FROM (
            SELECT u.tax_account, u.currency, u.unit, u.tax_code, u.rate, u.side, u.number,
                CASE
                    WHEN p_by_line THEN u.by_line
                    ELSE round(sum(u.net) OVER w * u.rate / 100, u.minor_unit)
                        - round((sum(u.net) OVER w - u.net) * u.rate / 100, u.minor_unit)
                END AS tax
            FROM (
                SELECT l.tax_account, l.currency, l.unit, l.tax_code, l.rate, split_part(l.part, '_', 1) AS side,
                    l.minor_unit, min(l.number) AS number, sum(l.amount) AS net,
                    sum(round(l.amount * l.rate / 100, l.minor_unit)) AS by_line
                FROM unnest(p_lines) AS l
                WHERE NOT EXISTS (
                    SELECT FROM unnest(p_lines) AS s
                    WHERE s.tax_code = l.tax_code AND s.currency = l.currency
                        AND s.part = split_part(l.part, '_', 1) || '_tax'
                )
                GROUP BY 1, 2, 3, 4, 5, 6, 7
            ) AS u
            WINDOW w AS (PARTITION BY u.tax_code, u.side, u.currency ORDER BY u.number)
        ) AS t
        WHERE t.tax <> 0
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.make_tax_lines(hera_internal.tax_line[], boolean) IS 'Tax lines for the net lines of a posting.';
