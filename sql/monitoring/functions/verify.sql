CREATE FUNCTION hera.verify(p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Derives again what the books promise, and checks the guards that keep it: one row a check, the first findings in
-- detail. For one organization, or for all of them when a member of hera_admin names none.
-- Raises AUTHZ_001.
BEGIN
    IF p_organization_id IS NOT NULL THEN
        PERFORM hera_internal.authorize_manager(p_organization_id, 'reports.read');
    ELSIF NOT hera_internal.is_admin() THEN
        PERFORM hera_internal.raise_error('AUTHZ_001', 'p_organization_id');
    END IF;
    RETURN QUERY
    SELECT c.check_name, c.findings IS NULL, c.findings
    FROM (
        VALUES
        ('every posted document balances in each currency', hera_internal.find_unbalanced(p_organization_id)),
        ('every posted document has lines, every line a posted document', hera_internal.find_orphans(p_organization_id)),
        ('every line names an account of its organization', hera_internal.find_lost_accounts(p_organization_id)),
        ('amounts have the decimals of their currency', hera_internal.find_bad_decimals(p_organization_id)),
        ('every reversal undoes its original', hera_internal.find_bad_reversals(p_organization_id)),
        ('nothing is settled beyond its amount', hera_internal.find_bad_settlements(p_organization_id)),
        ('nothing is posted into a closed period', hera_internal.find_late_lines(p_organization_id)),
        ('every document has its audit leaf', hera_internal.find_unaudited(p_organization_id)),
        ('audit leaves carry their own hash', hera_internal.find_bad_leaves(p_organization_id)),
        ('partitions are made ahead', hera_internal.find_missing_partitions())
    ) AS c (check_name, findings);
    RETURN QUERY
    SELECT 'storage, guards and functions are as released'::text, bool_and(v.ok),
        string_agg(v.check_name || coalesce(': ' || v.detail, ''), '; ') FILTER (WHERE NOT v.ok)
    FROM hera.migration_verify() AS v;
END
$function$;
COMMENT ON FUNCTION hera.verify(uuid) IS 'Checks the books and their guards; one row a check.';
ALTER FUNCTION hera.verify(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.verify(uuid) TO hera_app, hera_admin, hera_auditor;
