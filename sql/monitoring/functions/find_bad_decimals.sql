CREATE FUNCTION hera_internal.find_bad_decimals(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT format(
            '%s line %s: %s %s', l.transaction_id, l.line_number,
            CASE WHEN x.amount_is_right THEN l.base_amount ELSE l.amount END,
            CASE WHEN x.amount_is_right THEN o.currency ELSE l.currency END
        ) AS finding
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera.core_organizations AS o ON o.organization_id = l.organization_id
        LEFT JOIN hera_internal.currency AS c ON c.code = l.currency
        CROSS JOIN LATERAL (
            SELECT c.code IS NOT NULL AND scale(trim_scale(l.amount)) <= coalesce(c.minor_unit, 0) AS amount_is_right
        ) AS x
        WHERE (p_organization_id IS NULL OR l.organization_id = p_organization_id)
            AND (NOT x.amount_is_right OR (l.currency <> o.currency AND scale(trim_scale(l.base_amount)) > o.minor_unit))
        ORDER BY l.transaction_id, l.line_number
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_bad_decimals(uuid) IS 'Amounts with more decimals than their currency has, or NULL.';
ALTER FUNCTION hera_internal.find_bad_decimals(uuid) OWNER TO hera_owner;
