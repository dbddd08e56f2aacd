CREATE FUNCTION hera_internal.find_lost_accounts(p_organization_id uuid)
RETURNS text
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT hera_internal.list_findings(array_agg(f.finding))
    FROM (
        SELECT DISTINCT format('%s names account %s', l.transaction_id, l.account_id) AS finding
        FROM hera.universal_transaction_lines AS l
        WHERE (p_organization_id IS NULL OR l.organization_id = p_organization_id) AND NOT EXISTS (
            SELECT FROM hera_internal.ledger_account AS a
            WHERE a.organization_id = l.organization_id AND a.id = l.account_id
        )
        ORDER BY 1
    ) AS f
$function$;
COMMENT ON FUNCTION hera_internal.find_lost_accounts(uuid) IS 'Lines that name no account of their organization, or NULL.';
ALTER FUNCTION hera_internal.find_lost_accounts(uuid) OWNER TO hera_owner;
