CREATE FUNCTION hera_internal.verify_guards()
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The checks that do not read the books: everything that hera.migrate() made, held against this version, against the
-- record of what migrations made, and each month against its table.
BEGIN
    RETURN QUERY
    SELECT 'partitions are made ahead'::text, p.findings IS NULL, p.findings
    FROM hera_internal.find_missing_partitions() AS p (findings)
    UNION ALL
    SELECT 'storage, guards and functions are as released', bool_and(v.ok),
        string_agg(v.check_name || coalesce(': ' || v.detail, ''), '; ') FILTER (WHERE NOT v.ok)
    FROM hera.migration_verify() AS v;
    RETURN QUERY
    SELECT c.check_name, c.findings IS NULL, c.findings
    FROM (
        VALUES
        (
            'tables, columns, constraints and indexes are as migrations made them',
            (SELECT hera_internal.list_findings(array_agg(f ORDER BY f)) FROM hera_internal.find_changed_storage() AS f)
        ),
        (
            'every month has the guards of its table',
            (SELECT hera_internal.list_findings(array_agg(f ORDER BY f)) FROM hera_internal.find_unguarded_partitions() AS f)
        ),
        (
            'no guard is off, unvalidated, invalid or passed by',
            (SELECT hera_internal.list_findings(array_agg(f ORDER BY f)) FROM hera_internal.find_loose_guards() AS f)
        ),
        (
            'nobody has rights that HERA did not give',
            (SELECT hera_internal.list_findings(array_agg(f ORDER BY f)) FROM hera_internal.find_excess_rights() AS f)
        )
    ) AS c (check_name, findings);
END
$function$;
COMMENT ON FUNCTION hera_internal.verify_guards() IS 'Checks the guards of the books; one row a check.';
ALTER FUNCTION hera_internal.verify_guards() OWNER TO hera_owner;
