CREATE FUNCTION hera_internal.find_unbalanced(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- In each currency by itself, and by the values of all lines in the organization's, where a line is worth itself.
    WITH part AS (
        SELECT l.organization_id, l.transaction_id, l.currency, o.currency AS base_currency,
            sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) AS difference,
            sum(CASE l.side WHEN 'debit' THEN l.base_amount ELSE -l.base_amount END) AS base_difference,
            bool_or(l.currency = o.currency AND l.base_amount <> l.amount) AS wrong
        FROM hera.universal_transaction_lines AS l
        INNER JOIN hera.core_organizations AS o ON o.organization_id = l.organization_id
        WHERE p_organization_id IS NULL OR l.organization_id = p_organization_id
        GROUP BY l.organization_id, l.transaction_id, l.currency, o.currency
    )
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT format('%s in %s', p.transaction_id, p.currency) AS finding FROM part AS p WHERE p.difference <> 0
        UNION
        SELECT format('%s in %s', p.transaction_id, p.base_currency)
        FROM part AS p
        GROUP BY p.organization_id, p.transaction_id, p.base_currency
        HAVING sum(p.base_difference) <> 0 OR bool_or(p.wrong)
        ORDER BY 1
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_unbalanced(uuid) IS 'Documents that do not balance, or NULL.';
ALTER FUNCTION hera_internal.find_unbalanced(uuid) OWNER TO hera_owner;
