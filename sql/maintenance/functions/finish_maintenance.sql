CREATE FUNCTION hera.finish_maintenance(p_run bigint, p_detail text DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $function$
-- Records the end of a statement; with p_detail it failed. Raises AUTHZ_001.
BEGIN
    PERFORM hera_internal.require_operator('hera.finish_maintenance');
    UPDATE hera_internal.maintenance_run AS r
    SET outcome = CASE WHEN p_detail IS NULL THEN 'done' ELSE 'failed' END, detail = left(p_detail, 1000),
        ended_at = clock_timestamp()
    WHERE r.id = p_run;
END
$function$;
COMMENT ON FUNCTION hera.finish_maintenance(bigint, text) IS 'Records the end of a statement of the maintenance plan.';
ALTER FUNCTION hera.finish_maintenance(bigint, text) OWNER TO hera_owner;
GRANT EXECUTE ON FUNCTION hera.finish_maintenance(bigint, text) TO hera_admin;
