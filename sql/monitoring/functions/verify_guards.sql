CREATE FUNCTION hera_internal.verify_guards()
RETURNS TABLE (check_name text, ok boolean, detail text)
LANGUAGE plpgsql
VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
-- The checks that do not read the books: months ahead, and everything that hera.migrate() made.
BEGIN
    RETURN QUERY
    SELECT 'partitions are made ahead'::text, p.findings IS NULL, p.findings
    FROM hera_internal.find_missing_partitions() AS p (findings)
    UNION ALL
    SELECT 'storage, guards and functions are as released', bool_and(v.ok),
        string_agg(v.check_name || coalesce(': ' || v.detail, ''), '; ') FILTER (WHERE NOT v.ok)
    FROM hera.migration_verify() AS v;
END
$function$;
COMMENT ON FUNCTION hera_internal.verify_guards() IS 'Checks the guards of the books; one row a check.';
ALTER FUNCTION hera_internal.verify_guards() OWNER TO hera_owner;
