CREATE FUNCTION hera_internal.verify_guards()
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
SET intervalstyle = postgres
SET quote_all_identifiers = off
AS $function$
-- The checks that do not read the books: everything that hera.migrate() made, held against this version, against the
-- record of what migrations made, and each month against its table.
BEGIN
    RETURN QUERY
    SELECT c.check_name, f.findings IS NULL, f.findings
    FROM (
        VALUES
        ('partitions are made ahead', 'find_missing_partitions'),
        ('storage, guards and functions are as released', 'find_version_drift'),
        ('tables, columns, constraints and indexes are as migrations made them', 'find_changed_storage'),
        ('every month has the guards of its table', 'find_unguarded_partitions'),
        ('no guard is off, unvalidated, invalid or passed by', 'find_loose_guards'),
        ('nobody has rights that HERA did not give', 'find_excess_rights')
    ) AS c (check_name, function_name)
    CROSS JOIN LATERAL hera_internal.run_check(c.function_name, '00000000-0000-0000-0000-000000000000') AS f (findings);
END
$function$;
COMMENT ON FUNCTION hera_internal.verify_guards() IS 'Checks the guards of the books; one row a check.';
ALTER FUNCTION hera_internal.verify_guards() OWNER TO hera_owner;
