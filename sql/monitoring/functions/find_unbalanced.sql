CREATE FUNCTION hera_internal.find_unbalanced(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(b.finding))
    FROM (
        SELECT format('%s in %s', l.transaction_id, l.currency) AS finding
        FROM hera.universal_transaction_lines AS l
        WHERE p_organization_id IS NULL OR l.organization_id = p_organization_id
        GROUP BY l.organization_id, l.transaction_id, l.currency
        HAVING sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END) <> 0
        ORDER BY l.transaction_id
    ) AS b
$function$;
COMMENT ON FUNCTION hera_internal.find_unbalanced(uuid) IS 'Documents that do not balance, or NULL.';
ALTER FUNCTION hera_internal.find_unbalanced(uuid) OWNER TO hera_owner;
