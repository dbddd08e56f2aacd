CREATE FUNCTION hera_internal.tax_due(p_lines hera_internal.tax_line[], p_by_line boolean)
RETURNS TABLE (
    tax_code text, side text, currency text, minor_unit smallint, rate numeric, net numeric, due numeric, net_lines bigint,
    stated numeric, stated_lines bigint
)
LANGUAGE plpgsql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
-- Per code, side (input or output) and currency the net amount, the tax on it and the tax that is stated, positive for
-- debit. Tax is rounded once, or for every line where p_by_line says so.
BEGIN
    RETURN QUERY
    SELECT l.tax_code, split_part(l.part, '_', 1), l.currency, l.minor_unit, l.rate,
        coalesce(sum(l.amount) FILTER (WHERE n.net), 0),
        CASE
            WHEN p_by_line THEN coalesce(sum(round(l.amount * l.rate / 100, l.minor_unit)) FILTER (WHERE n.net), 0)
            ELSE round(coalesce(sum(l.amount) FILTER (WHERE n.net), 0) * l.rate / 100, l.minor_unit)
        END,
        count(*) FILTER (WHERE n.net),
        coalesce(sum(l.amount) FILTER (WHERE NOT n.net), 0), count(*) FILTER (WHERE NOT n.net)
    FROM unnest(p_lines) AS l
    CROSS JOIN LATERAL (SELECT right(l.part, 4) = '_net' AS net) AS n
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY min(l.number);
END
$function$;
COMMENT ON FUNCTION hera_internal.tax_due(hera_internal.tax_line[], boolean) IS 'Net, tax and stated tax per code of a posting.';
