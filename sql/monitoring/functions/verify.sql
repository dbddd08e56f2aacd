CREATE FUNCTION hera.verify(p_organization_id uuid DEFAULT NULL)
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
SET row_security = on
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
    SELECT c.check_name, f.findings IS NULL, f.findings
    FROM (
        VALUES
        ('every posted document balances in each currency', 'find_unbalanced'),
        ('every posted document has lines, every line a posted document', 'find_orphans'),
        ('every line names an account of its organization', 'find_lost_accounts'),
        ('amounts have the decimals of their currency', 'find_bad_decimals'),
        ('tax is that of its codes', 'find_bad_tax'),
        ('every reversal undoes its original', 'find_bad_reversals'),
        ('nothing is settled beyond its amount', 'find_bad_settlements'),
        ('every reference leads to a document', 'find_lost_references'),
        ('nothing is posted into a closed period', 'find_late_lines'),
        ('closed periods keep the balances of their close', 'find_changed_closes'),
        ('document numbers have no gaps', 'find_number_gaps'),
        ('requests see closes, locks, freezes and series as they are', 'find_stale_limits'),
        ('every document has its audit leaf', 'find_unaudited'),
        ('audit leaves carry their own hash', 'find_bad_leaves'),
        ('balances equal their lines', 'find_bad_balances'),
        ('pending documents hold what they reserve', 'find_bad_pending'),
        ('memory says what was decided', 'find_bad_memory'),
        ('archived months are as they were detached', 'find_changed_archives')
    ) AS c (check_name, function_name)
    CROSS JOIN LATERAL hera_internal.run_check(
        c.function_name, coalesce(p_organization_id, '00000000-0000-0000-0000-000000000000')
    ) AS f (findings);
    RETURN QUERY SELECT g.check_name, g.ok, g.detail FROM hera_internal.verify_guards() AS g;
END
$function$;
COMMENT ON FUNCTION hera.verify(uuid) IS 'Checks the books and their guards; one row a check.';
ALTER FUNCTION hera.verify(uuid) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.verify(uuid) TO hera_app, hera_admin, hera_auditor;
