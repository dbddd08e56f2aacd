CREATE FUNCTION hera.reservation_coverage()
RETURNS TABLE (organization_id uuid, name text, documents_per_month bigint, documents bigint, coverage numeric)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Promises of capacity in force, and what was used of them this month, in percent. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.reservation_coverage');
    RETURN QUERY
    SELECT r.organization_id, o.name, r.documents_per_month, r.documents, r.coverage
    FROM hera_internal.reservation_use() AS r
    JOIN hera.core_organizations AS o ON o.organization_id = r.organization_id
    ORDER BY r.coverage DESC, r.organization_id;
END
$function$;
COMMENT ON FUNCTION hera.reservation_coverage() IS 'Promises of capacity and what was used of them this month.';
ALTER FUNCTION hera.reservation_coverage() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.reservation_coverage() TO hera_admin;
