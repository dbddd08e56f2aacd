CREATE FUNCTION hera.list_retention()
RETURNS TABLE (class text, active_months integer, archived_months integer, reason text, description text)
LANGUAGE plpgsql
STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- How long each class of data stays in its tables and then in the archive. Documents and audit leaves of a month leave
-- together: the longest period of the two holds for both. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.list_retention');
    RETURN QUERY SELECT r.* FROM hera_internal.retention_in_force() AS r ORDER BY r.class;
END
$function$;
COMMENT ON FUNCTION hera.list_retention() IS 'How long classes of data are kept.';
ALTER FUNCTION hera.list_retention() OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.list_retention() TO hera_admin, hera_auditor;
