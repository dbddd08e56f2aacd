CREATE FUNCTION hera_internal.find_bad_decimals(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT format('%s line %s: %s %s', l.transaction_id, l.line_number, l.amount, l.currency) AS finding
        FROM hera.universal_transaction_lines AS l
        LEFT JOIN hera_internal.currency AS c ON c.code = l.currency
        WHERE (p_organization_id IS NULL OR l.organization_id = p_organization_id)
            AND (c.code IS NULL OR scale(trim_scale(l.amount)) > coalesce(c.minor_unit, 0))
        ORDER BY l.transaction_id, l.line_number
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_decimals(uuid) IS 'Amounts with more decimals than their currency has, or NULL.';
ALTER FUNCTION hera_internal.find_bad_decimals(uuid) OWNER TO hera_owner;
