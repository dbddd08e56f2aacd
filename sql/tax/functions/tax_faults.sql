CREATE FUNCTION hera_internal.tax_faults(p_lines hera_internal.tax_line[], p_day date, p_by_line boolean)
RETURNS jsonb
LANGUAGE plpgsql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Every fault of the tax of stated lines, as an array that may be empty: codes that are not there or have no rate on the
-- day, and stated tax that is not that of the net lines. An issuer may round each line or the document: stated tax may
-- differ by one unit of the last decimal for every net line. Stated tax without net lines, as on imports, stands.
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(f.fault ORDER BY f.number), '[]')
        FROM (
            SELECT l.number, CASE
                WHEN NOT l.known THEN hera_internal.make_error(
                    'TAX_001', format('lines[%s].tax_code', l.number - 1), format('there is no tax code %s', l.tax_code)
                )
                ELSE hera_internal.make_error(
                    'TAX_002', format('lines[%s].tax_code', l.number - 1),
                    format('tax code %s has no rate on %s', l.tax_code, p_day)
                )
            END AS fault
            FROM unnest(p_lines) AS l
            WHERE l.rate IS NULL
            UNION ALL
            SELECT 100000, hera_internal.make_error(
                'TAX_003', 'lines', format(
                    '%s tax of %s is stated as %s %s, and %s percent of %s is %s', d.side, d.tax_code,
                    trim_scale(abs(d.stated)), d.currency, trim_scale(d.rate), trim_scale(abs(d.net)), trim_scale(abs(d.due))
                )
            )
            FROM hera_internal.tax_due(p_lines, p_by_line) AS d
            WHERE d.rate IS NOT NULL AND d.net_lines > 0 AND d.stated_lines > 0
                AND abs(d.stated - d.due) > d.net_lines * power(10::numeric, -d.minor_unit)
        ) AS f
    );
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_faults(hera_internal.tax_line[], date, boolean) IS 'Faults of the tax of stated lines.';
